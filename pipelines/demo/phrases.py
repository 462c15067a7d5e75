"""Every made-up word of the simulator, in both languages: plainly invented, nobody's name."""

from metrics.label import Language

DESKS = {"zh": "演示客服台", "en": "Demo desk"}
TEAMS: dict[Language, tuple[str, ...]] = {
    "zh": ("售前一组", "售前二组", "售后组", "热线组"),
    "en": ("Pre-sales One", "Pre-sales Two", "After-sales", "Hotline"),
}
SHOPS: dict[Language, tuple[str, str]] = {
    "zh": ("演示旗舰店", "演示小店"),
    "en": ("Demo Flagship", "Demo Corner"),
}
PLATFORMS = ("taobao", "douyin")

_NAMES: dict[Language, tuple[str, tuple[str, ...]]] = {
    "zh": (
        "演示小",
        tuple("橙竹杏松荷枫柚棠禾苇梨桐苗藕葵蓝榆莓椰兰柏菱芽露岚雀鹿鲸蜂萤砚舟帆砂瓷琥珀墨笺钟"),
    ),
    "en": (
        "Demo ",
        (
            "Amber", "Birch", "Cedar", "Dune", "Ember", "Fern", "Glade", "Heath", "Indigo", "Jade",
            "Kelp", "Larch", "Maple", "Nettle", "Opal", "Pebble", "Quartz", "Reed", "Sage", "Teal",
            "Umber", "Violet", "Willow", "Xenon", "Yarrow", "Zinc", "Acorn", "Briar", "Clover",
            "Drift", "Elm", "Flint", "Garnet", "Hazel", "Iris", "Juniper", "Kite", "Linden",
            "Moss", "Nimbus",
        ),
    ),
}  # fmt: skip

BUYERS: dict[Language, tuple[str, ...]] = {
    "zh": ("爱吃鱼", "小太阳", "不晚", "云朵朵", "半糖", "晴天", "阿福", "柠檬茶", "夏末", "团子"),
    "en": (
        "sunny",
        "lemon",
        "cloud",
        "river",
        "pixel",
        "mango",
        "comet",
        "tulip",
        "otter",
        "waffle",
    ),
}

ASKING: dict[Language, tuple[str, ...]] = {
    "zh": (
        "在吗", "这款还有货吗", "M码多少斤能穿", "今天下单什么时候发货", "有优惠券吗", "会掉色吗",
        "发什么快递", "能便宜点吗", "和图片一样吗", "有赠品吗",
    ),
    "en": (
        "Hello?", "Is this in stock?", "Which size fits 60 kg?", "When would it ship?",
        "Any coupon?",
        "Does the colour fade?", "Which courier?", "Could you do a better price?",
        "Does it look like the picture?", "Is there a gift?",
    ),
}  # fmt: skip
ANSWERING: dict[Language, tuple[str, ...]] = {
    "zh": (
        "亲，在的", "有现货，今天17点前下单当天发", "建议拍M码哦", "可以领满199减20的券",
        "放心，不掉色的", "默认发中通", "已经是活动价啦", "实物拍摄，光线略有差异",
        "这边帮您备注一下", "好的，稍等我查一下",
    ),
    "en": (
        "Hi, I am here", "In stock, ordered before 5 pm it leaves today", "Size M would fit",
        "There is a coupon: 20 off 199", "It does not fade", "It goes by standard courier",
        "This is the sale price already", "Photographed as it is", "I have noted it for you",
        "One moment, let me check",
    ),
}  # fmt: skip
GREETING: dict[Language, str] = {
    "zh": "【自动回复】您好，欢迎光临，客服马上就来～",
    "en": "[Automatic reply] Welcome, somebody will be with you in a moment.",
}
BOT: dict[Language, str] = {
    "zh": "您好，我是店小二机器人，请问有什么可以帮您？",
    "en": "Hello, I am the shop's robot. What can I do for you?",
}
HANDED_OVER: dict[Language, str] = {"zh": "已为您转接人工客服", "en": "You are being handed over."}
THANKS: dict[Language, str] = {"zh": "谢谢", "en": "Thank you"}

CATEGORIES: dict[Language, tuple[str, ...]] = {
    "zh": ("物流", "质量", "尺码", "发票", "安装", "投诉"),
    "en": ("Delivery", "Quality", "Size", "Invoice", "Installation", "Complaint"),
}
REASONS: dict[Language, tuple[str, ...]] = {
    "zh": ("不想要了", "尺码不合适", "质量问题", "与描述不符", "少件漏发", "未按约定时间发货"),
    "en": ("No longer wanted", "Wrong size", "Quality", "Not as described", "Missing item", "Late"),
}


def names(count: int, language: Language) -> tuple[str, ...]:
    first, words = _NAMES[language]
    laps = (number // len(words) for number in range(count))
    return tuple(
        f"{first}{words[number % len(words)]}{lap + 1 if lap else ''}"
        for number, lap in enumerate(laps)
    )
