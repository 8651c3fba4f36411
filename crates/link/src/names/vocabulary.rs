//! Words of names that say little: particles, legal forms, words many organizations share, numbers in words.
//!
//! All tables are facts of everyday use, gathered for this module; they say how names are written, and nothing about where
//! anybody is from.

use bonafide_model::value;

/// Words between the words of a person's name that come and go.
const PARTICLES: &[&str] = &[
    "al", "ap", "ar", "as", "at", "ben", "bin", "bint", "bn", "das", "de", "del", "della", "den",
    "der", "dos", "el", "es", "ibn", "las", "los", "ould", "ter", "ud", "ul", "ur", "us", "uz",
    "von", "zu", "zum", "zur",
];
/// Particles that are also names of one syllable.
const PARTICLES_OR_NAMES: &[&str] = &["an", "da", "di", "do", "du", "la", "le", "te", "ten", "van"];
/// Particles behind which the parent's name stands.
const CHILD_OF: &[&str] = &["ben", "bin", "bint", "bn", "ibn", "ould"];
/// Words before a person's name, beside those that every reading of a name leaves out.
const TITLES: &[&str] = &["haji", "hajji", "prasident", "president", "shaikh", "sheikh"];
/// Words before the name of a ship.
const SHIPS: &[&str] = &["fv", "mt", "mv", "ss"];
/// Words that an organization's name is held together with.
const LINKS: &[&str] = &[
    "and", "das", "de", "del", "der", "des", "die", "du", "e", "et", "for", "fur", "i", "in", "la",
    "le", "of", "on", "the", "to", "und", "y",
];
/// Words that many organizations share; they tell little of one.
const SHARED: &[&str] = &[
    "america",
    "asia",
    "associates",
    "association",
    "bank",
    "banking",
    "business",
    "capital",
    "center",
    "centre",
    "china",
    "committee",
    "construction",
    "consulting",
    "energy",
    "engineering",
    "enterprise",
    "enterprises",
    "europe",
    "finance",
    "financial",
    "foundation",
    "fund",
    "general",
    "global",
    "group",
    "gruppa",
    "holding",
    "holdings",
    "industrial",
    "industries",
    "industry",
    "institute",
    "insurance",
    "international",
    "investment",
    "investments",
    "management",
    "ministry",
    "national",
    "organisation",
    "organization",
    "partners",
    "petroleum",
    "production",
    "products",
    "services",
    "shipping",
    "society",
    "solutions",
    "state",
    "systems",
    "technologies",
    "technology",
    "trade",
    "trading",
    "trust",
    "union",
    "university",
];

/// What a legal form is about. Forms of one class are said for one another, whatever the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// Owners answer with their part: `LLC`, `Ltd`, `GmbH`.
    Limited,
    /// The parts are shares: `AG`, `JSC`, `Inc`.
    Shares,
    /// Partners answer: `LP`, `LLP`, `KG`.
    Partners,
    /// A company of any form: `Co`, `Company`.
    Any,
}

/// Legal forms as folded words, longest first.
const FORMS: &[(&[&str], Form)] = &[
    (&["gesellschaft", "mit", "beschrankter", "haftung"], Form::Limited),
    (&["obshchestvo", "s", "ogranichennoy", "otvetstvennostyu"], Form::Limited),
    (&["societatea", "cu", "raspundere", "limitata"], Form::Limited),
    (&["sociedad", "de", "responsabilidad", "limitada"], Form::Limited),
    (&["societe", "a", "responsabilite", "limitee"], Form::Limited),
    (&["societa", "a", "responsabilita", "limitata"], Form::Limited),
    (&["public", "joint", "stock", "company"], Form::Shares),
    (&["closed", "joint", "stock", "company"], Form::Shares),
    (&["open", "joint", "stock", "company"], Form::Shares),
    (&["otkrytoe", "aktsionernoe", "obshchestvo"], Form::Shares),
    (&["publichnoe", "aktsionernoe", "obshchestvo"], Form::Shares),
    (&["zakrytoe", "aktsionernoe", "obshchestvo"], Form::Shares),
    (&["limited", "liability", "partnership"], Form::Partners),
    (&["limited", "liability", "company"], Form::Limited),
    (&["private", "limited", "company"], Form::Limited),
    (&["public", "limited", "company"], Form::Shares),
    (&["joint", "stock", "company"], Form::Shares),
    (&["sp", "z", "oo"], Form::Limited),
    (&["spolka", "z", "oo"], Form::Limited),
    (&["sa", "de", "cv"], Form::Shares),
    (&["naamloze", "vennootschap"], Form::Shares),
    (&["besloten", "vennootschap"], Form::Limited),
    (&["aktsionernoe", "obshchestvo"], Form::Shares),
    (&["limited", "partnership"], Form::Partners),
    (&["societe", "anonyme"], Form::Shares),
    (&["sociedad", "anonima"], Form::Shares),
    (&["private", "limited"], Form::Limited),
    (&["spolka", "akcyjna"], Form::Shares),
    (&["pte", "limited"], Form::Limited),
    (&["pty", "limited"], Form::Limited),
    (&["co", "limited"], Form::Limited),
    (&["co", "ltd"], Form::Limited),
    (&["pte", "ltd"], Form::Limited),
    (&["pty", "ltd"], Form::Limited),
    (&["pvt", "ltd"], Form::Limited),
    (&["sp", "zoo"], Form::Limited),
    (&["and", "co"], Form::Any),
];
/// Legal forms of one word.
const SHORT_FORMS: &[(&str, Form)] = &[
    ("ab", Form::Shares),
    ("ag", Form::Shares),
    ("aktiengesellschaft", Form::Shares),
    ("ao", Form::Shares),
    ("as", Form::Shares),
    ("asa", Form::Shares),
    ("bhd", Form::Limited),
    ("bv", Form::Limited),
    ("bvba", Form::Limited),
    ("cjsc", Form::Shares),
    ("co", Form::Any),
    ("company", Form::Any),
    ("corp", Form::Shares),
    ("corporation", Form::Shares),
    ("doo", Form::Limited),
    ("eirl", Form::Limited),
    ("eood", Form::Limited),
    ("gmbh", Form::Limited),
    ("inc", Form::Shares),
    ("incorporated", Form::Shares),
    ("jsc", Form::Shares),
    ("kft", Form::Limited),
    ("kg", Form::Partners),
    ("kk", Form::Shares),
    ("limited", Form::Limited),
    ("llc", Form::Limited),
    ("llp", Form::Partners),
    ("lp", Form::Partners),
    ("ltd", Form::Limited),
    ("ltda", Form::Limited),
    ("nv", Form::Shares),
    ("oao", Form::Shares),
    ("ojsc", Form::Shares),
    ("ood", Form::Limited),
    ("ooo", Form::Limited),
    ("oy", Form::Limited),
    ("oyj", Form::Shares),
    ("pao", Form::Shares),
    ("pjsc", Form::Shares),
    ("plc", Form::Shares),
    ("pt", Form::Limited),
    ("pte", Form::Limited),
    ("pty", Form::Limited),
    ("pvt", Form::Limited),
    ("sa", Form::Shares),
    ("sarl", Form::Limited),
    ("sas", Form::Shares),
    ("sdn", Form::Limited),
    ("se", Form::Shares),
    ("sha", Form::Shares),
    ("sl", Form::Limited),
    ("spa", Form::Shares),
    ("srl", Form::Limited),
    ("sro", Form::Limited),
    ("too", Form::Limited),
    ("zao", Form::Shares),
    ("zrt", Form::Shares),
];

/// Numbers in words.
const NUMBERS: &[(&str, &str)] = &[
    ("first", "1"),
    ("second", "2"),
    ("third", "3"),
    ("fourth", "4"),
    ("fifth", "5"),
    ("ii", "2"),
    ("iii", "3"),
    ("iv", "4"),
    ("vi", "6"),
    ("vii", "7"),
    ("viii", "8"),
    ("ix", "9"),
    ("xi", "11"),
    ("xii", "12"),
    ("xiii", "13"),
    ("xiv", "14"),
    ("xv", "15"),
    ("xvi", "16"),
    ("xvii", "17"),
    ("xviii", "18"),
    ("xix", "19"),
    ("xx", "20"),
];

/// Chinese characters of names in their longer and their shorter writing.
const WRITINGS: &str = "張张 陳陈 劉刘 楊杨 趙赵 黃黄 吳吴 孫孙 馬马 羅罗 鄭郑 謝谢 韓韩 馮冯 許许 鄧邓 葉叶 蘇苏 呂吕 \
盧卢 鍾钟 陸陆 賈贾 鄒邹 蕭萧 譚谭 閻阎 龍龙 萬万 錢钱 湯汤 賀贺 顧顾 龔龚 嚴严 華华 國国 東东 偉伟 麗丽 \
強强 軍军 傑杰 濤涛 紅红 蘭兰 鳳凤 寶宝 慶庆 興兴 學学 義义 澤泽 鵬鹏 飛飞 靜静 雲云 曉晓 銘铭 鋒锋 \
剛刚 輝辉 賢贤 禮礼 榮荣 業业 樹树 陽阳 蓮莲 瓊琼 豔艳 燁烨 習习 錦锦 長长 愛爱 書书 雙双 維维 綺绮 珮佩";

pub(super) fn is_particle(word: &str) -> bool {
    PARTICLES.binary_search(&word).is_ok()
}

pub(super) fn is_particle_or_name(word: &str) -> bool {
    PARTICLES_OR_NAMES.binary_search(&word).is_ok()
}

pub(super) fn is_child_of(word: &str) -> bool {
    CHILD_OF.binary_search(&word).is_ok()
}

pub(super) fn is_title(word: &str) -> bool {
    value::is_title(word) || TITLES.binary_search(&word).is_ok()
}

pub(super) fn is_ship(word: &str) -> bool {
    SHIPS.binary_search(&word).is_ok()
}

pub(super) fn is_link(word: &str) -> bool {
    LINKS.binary_search(&word).is_ok()
}

pub(super) fn is_shared(word: &str) -> bool {
    SHARED.binary_search(&word).is_ok()
}

/// The legal form that begins here, and how many words it has.
pub(super) fn form(words: &[&str]) -> Option<(usize, Form)> {
    let long = FORMS.iter().find(|(form, _)| words.starts_with(form));
    if let Some((form, class)) = long {
        return Some((form.len(), *class));
    }
    let first = words.first()?;
    let place = SHORT_FORMS.binary_search_by(|(form, _)| form.cmp(first)).ok()?;
    SHORT_FORMS.get(place).map(|(_, class)| (1, *class))
}

/// The digits of a number in words, or of one with an ending: `first`, `1st`.
pub(super) fn number(word: &str) -> Option<&str> {
    if let Some((_, digits)) = NUMBERS.iter().find(|(it, _)| *it == word) {
        return Some(digits);
    }
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending));
    digits.filter(|it| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit()))
}

/// A Chinese character in its shorter writing.
pub(super) fn shorter_writing(sign: char) -> char {
    if !('\u{4e00}'..='\u{9fff}').contains(&sign) {
        return sign;
    }
    let pair = WRITINGS.split(' ').find(|it| it.starts_with(sign));
    pair.and_then(|it| it.chars().nth(1)).unwrap_or(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_where_they_are_searched() {
        for table in [PARTICLES, PARTICLES_OR_NAMES, CHILD_OF, TITLES, SHIPS, LINKS, SHARED] {
            assert!(table.is_sorted(), "{table:?}");
        }
        assert!(SHORT_FORMS.is_sorted_by_key(|(form, _)| *form));
        assert!(FORMS.is_sorted_by_key(|(form, _)| std::cmp::Reverse(form.len())));
    }

    #[test]
    fn forms_are_said_for_one_another() {
        assert_eq!(form(&["gmbh"]), Some((1, Form::Limited)));
        assert_eq!(form(&["limited", "liability", "company"]), Some((3, Form::Limited)));
        assert_eq!(form(&["novak"]), None);
        assert_eq!(number("1st"), Some("1"));
        assert_eq!(number("first"), Some("1"));
        assert_eq!(number("best"), None);
        assert_eq!((shorter_writing('張'), shorter_writing('李')), ('张', '李'));
    }
}
