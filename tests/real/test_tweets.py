"""Customer support on Twitter: the first five thousand tweets of the 2017 set."""

from collections.abc import Callable

import pytest

from tests.real.measured import Measured

COUNTS = [
    ("tweets by customers", "count(*) filter (sender_role = 'customer')", "2778"),
    ("brands", "count(distinct agent_id)", "76"),
    ("customers", "count(distinct customer_id)", "1443"),
    # 1,307 with the torn end of tweet 3399 taken for a tweet without a parent
    ("roots", "count(*) filter (reply_to_id is null)", "1306"),
]

# a brand's answer to a customer's tweet that the file has too
REPLIES = """(
    select reply.*, parent.message_id as parent, epoch(reply.at - parent.at) / 60 as minutes
    from staged.chat_messages as reply
    inner join staged.chat_messages as parent on parent.message_id = reply.reply_to_id
    where reply.sender_role = 'agent' and parent.sender_role = 'customer'
)"""
FIRST = f"(select min(minutes) as minutes from {REPLIES} group by parent)"
WAITS = [
    ("replies", REPLIES, "count(*)", "2188"),
    ("mean minutes", REPLIES, "avg(minutes)", "211.61"),
    ("median minutes", REPLIES, "median(minutes)", "12.06"),
    ("90th percentile", REPLIES, "quantile_cont(minutes, 0.9)", "385.5"),
    ("tweets with a reply", FIRST, "count(*)", "2083"),
    ("mean minutes to the first", FIRST, "avg(minutes)", "196.72"),
    ("median minutes to the first", FIRST, "median(minutes)", "11.53"),
]

# the first reply to every tweet of a customer is a round of the chat
ROUNDS = [
    ("rounds", "count(*)", "2778"),
    ("replied to", "count(*) filter (is_replied)", "2083"),
    ("mean minutes", "avg(response_seconds) / 60", "196.72"),
    ("median minutes", "median(response_seconds) / 60", "11.53"),
]

# account, replies, mean and median minutes
BRANDS = [
    ("ChipotleTweets", "208", "9.62", "9.85"),
    ("AmazonHelp", "191", "37.09", "8.88"),
    ("British_Airways", "87", "352.57", "342.53"),
]


@pytest.fixture(scope="module")
def tweets(measure: Callable[[str, str], Measured]) -> Measured:
    return measure("chat_twcs_first5000.csv.gz", "UTC")


def test_a_tweet_torn_in_two_keeps_its_head_and_its_tail_is_rejected(tweets: Measured) -> None:
    """Two bare carriage returns in an unquoted text: the head has all that counts."""
    assert tweets.ledger == (5_001, 5_000, 0, 1)
    assert tweets.rows("record", "ops.rejects") == [(2_486,)]
    (head,) = tweets.rows("reply_to_id, sender_role", "raw.chat_messages", "message_id = '3399'")
    assert head == (None, "customer")


@pytest.mark.parametrize(("figure", "expression", "published"), COUNTS)
def test_the_published_counts_come_out(
    tweets: Measured, figure: str, expression: str, published: str
) -> None:
    assert tweets.shown(expression, "staged.chat_messages", published) == published, figure


def test_six_tweets_answer_one_that_the_file_lacks(tweets: Measured) -> None:
    there = "(select message_id from staged.chat_messages)"
    missing = f"reply_to_id is not null and reply_to_id not in {there}"
    columns = "count(distinct reply_to_id)"
    assert tweets.rows(columns, "staged.chat_messages", missing) == [(6,)]


@pytest.mark.parametrize(("figure", "relation", "expression", "published"), WAITS)
def test_the_published_waits_come_out(
    tweets: Measured, figure: str, relation: str, expression: str, published: str
) -> None:
    assert tweets.shown(expression, relation, published) == published, figure


@pytest.mark.parametrize(("figure", "expression", "published"), ROUNDS)
def test_first_replies_come_out_of_the_rounds_too(
    tweets: Measured, figure: str, expression: str, published: str
) -> None:
    assert tweets.shown(expression, "marts.chat_rounds", published) == published, figure


def test_the_kpi_of_response_gives_the_mean_too(tweets: Measured) -> None:
    minutes = "sum(numerator) / sum(denominator) / 60"
    where = "kpi = 'average_response_seconds'"
    assert tweets.shown(minutes, "kpi.agent_days", "196.72", where) == "196.72"


@pytest.mark.parametrize(("brand", "replies", "mean", "median"), BRANDS)
def test_the_published_waits_of_brands_come_out(
    tweets: Measured, brand: str, replies: str, mean: str, median: str
) -> None:
    own = f"agent_id = '{brand}'"
    assert tweets.shown("count(*)", REPLIES, replies, own) == replies
    assert tweets.shown("avg(minutes)", REPLIES, mean, own) == mean
    assert tweets.shown("median(minutes)", REPLIES, median, own) == median


def test_no_customer_number_and_no_text_is_stored(tweets: Measured) -> None:
    assert tweets.rows("count(*)", "raw.chat_messages", "body is not null") == [(0,)]
    assert tweets.rows("count(*)", "raw.chat_messages", "length(customer_id) < 16") == [(0,)]
