// Business days as numbers from the page's first day on, and what weeks and months they lie in.
const DAY = 86_400_000;
const dayNumber = (iso) => Math.round((Date.parse(`${iso}T00:00:00Z`) - firstMoment) / DAY);
const dayTexts = [];
const dayText = (number) => (dayTexts[number] ??= new Date(firstMoment + number * DAY).toISOString().slice(0, 10));
const weekday = (number) => ((new Date(firstMoment + number * DAY).getUTCDay() + 6) % 7) + 1;
const monthText = (number) => dayText(number).slice(0, 7);

// A week belongs to the year of its Thursday.
const weekText = (number) => {
  const thursday = number - weekday(number) + 4;
  const year = dayText(thursday).slice(0, 4);
  const week = Math.floor((thursday - dayNumber(`${year}-01-01`)) / 7) + 1;
  return `${year}-W${String(week).padStart(2, "0")}`;
};

// The last day that a row listed by day, week or month covers.
const endOf = (names, last) => {
  if (!names.day && !names.week && !names.month) return last;
  const ends = [last];
  if (names.day) return Math.min(dayNumber(names.day), last);
  if (names.week) {
    const [year, week] = names.week.split("-W").map(Number);
    const fourth = dayNumber(`${year}-01-04`);
    ends.push(fourth - weekday(fourth) + 7 * week);
  }
  if (names.month) {
    const [year, month] = names.month.split("-").map(Number);
    ends.push(dayNumber(new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10)) - 1);
  }
  return Math.min(...ends);
};

// The days on which a stock is read: the last of each listed period.
const lastDays = (by, first, last) => {
  const write = { day: dayText, week: weekText, month: monthText };
  const ends = new Map();
  for (let day = first; day <= last; day++) {
    ends.set(by.filter((name) => write[name]).map((name) => write[name](day)).join(" "), day);
  }
  return new Set(ends.values());
};
