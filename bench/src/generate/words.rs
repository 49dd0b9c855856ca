//! What plans are made of, in English and Chinese.

pub const INDUSTRIES: &[(&str, &str, &str, &str)] = &[
    ("steel", "Steel", "钢铁", "2410"),
    ("copper", "Copper and its alloys", "铜及铜合金", "2420"),
    ("castings", "Castings", "铸造", "2431"),
    ("aluminium", "Aluminium", "铝冶炼", "2420"),
    ("refining", "Refining", "炼油", "1920"),
    ("fertiliser", "Fertilisers", "化肥", "2012"),
    ("plastics", "Plastics", "塑料", "2013"),
    ("cement", "Cement", "水泥", "2394"),
    ("glass", "Glass", "玻璃", "2310"),
    ("spinning", "Spinning", "纺纱", "1311"),
    ("dyeing", "Dyeing and finishing", "印染", "1313"),
    ("garments", "Garments", "服装", "1410"),
    ("leather", "Leather", "皮革", "1511"),
    ("paper", "Paper", "造纸", "1701"),
    ("furniture", "Furniture", "家具", "3100"),
    ("biomedicine", "Biomedicine", "生物医药", "2100"),
    ("chips", "Integrated circuits", "集成电路", "2610"),
    ("computers", "Computers", "计算机", "2620"),
    ("batteries", "Batteries", "动力电池", "2720"),
    ("grid", "Power grid equipment", "输变电设备", "2710"),
    ("machine-tools", "Machine tools", "机床", "2822"),
    ("robots", "Robots", "机器人", "2829"),
    ("vehicles", "New-energy vehicles", "新能源汽车", "2910"),
    ("ships", "Ships", "船舶", "3011"),
    ("aircraft", "Low-altitude aircraft", "低空飞行器", "3030"),
    ("farming", "Farming", "种植业", "0111"),
    ("food", "Food", "食品加工", "1079"),
    ("logistics", "Logistics", "物流", "5210"),
    ("software", "Software", "软件", "6201"),
    ("computing", "Computing power", "算力", "6311"),
    ("power", "Electricity", "电力", "3510"),
    ("tourism", "Tourism", "旅游", "7911"),
];

pub const STRATEGIES: &[&str] = &["complement", "extend", "upgrade", "establish", "maintain"];
pub const TIERS: &[&str] = &["low", "medium_low", "medium_high", "high", "leading"];
pub const ROLES: &[&str] = &["traditional", "pillar", "emerging", "future", "producer_service"];
pub const INSTRUMENTS: &[&str] =
    &["tax_incentive", "fund", "credit", "standard", "platform", "regulation"];
pub const GROUNDS: &[&str] = &["safety", "environment", "energy", "overcapacity"];
pub const BODIES: &[(&str, &str)] = &[
    ("Department of Industry", "工业和信息化厅"),
    ("Department of Commerce", "商务厅"),
    ("Department of Ecology", "生态环境厅"),
    ("Development Commission", "发展和改革委员会"),
    ("Department of Science", "科学技术厅"),
];
pub const ENDOWMENTS: &[(&str, &str, &str)] = &[
    ("port", "A deep-water harbour", "深水港"),
    ("industrial_base", "Works built up over fifty years", "五十年形成的产业基础"),
    ("research_base", "An institute of materials", "材料研究所"),
    ("talent", "Thirty thousand graduates a year", "每年三万名毕业生"),
    ("resource", "Limestone in the northern hills", "北部石灰岩矿"),
];
pub const SENTENCES: &[(&str, &str)] = &[
    (
        "The region moves its old works to cleaner processes and keeps what they supply.",
        "推动传统产业绿色化改造，保持配套能力。",
    ),
    ("Each new industry grows on what the region already does well.", "新产业立足本地区已有优势。"),
    (
        "Firms, universities and banks work on one list of problems.",
        "企业、高校、金融机构围绕同一清单协同攻关。",
    ),
    (
        "What cannot be bought at short notice is kept in stock.",
        "短期内无法采购的投入品保持合理库存。",
    ),
    ("Training comes before an industry is brought to an end.", "产业退出之前先行组织转岗培训。"),
];
