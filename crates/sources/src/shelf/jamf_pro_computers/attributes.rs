//! Extension attributes: what a script of the customer collected, told by words in the attribute's name.
//!
//! Lines of text. `displays` or `monitors`: the name of one display a line. `usb`: one device a line, its ids as `1d6b:0104`
//! somewhere in it, the rest being its name. `ssid`: the Wi-Fi that is joined. `gateway mac`: the gateway's hardware address.

use bonafide_model::{
    Fact,
    value::{Mac, ValueError},
};

use crate::{
    object::{Object, objects, texts},
    telling::{Field, Telling},
};

/// What scripts print where there is nothing.
const NOTHING: &[&str] = &["no", "none", "n/a", "not collected", "not connected", "unknown"];

#[derive(Clone, Copy)]
enum Kind {
    Displays,
    Usb,
    Wifi,
    Gateway,
}

impl Kind {
    fn of(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        let has = |word: &str| name.contains(word);
        if has("gateway") && has("mac") {
            return Some(Self::Gateway);
        }
        if has("usb") {
            return Some(Self::Usb);
        }
        if has("displays") || has("monitors") {
            return Some(Self::Displays);
        }
        has("ssid").then_some(Self::Wifi)
    }
}

/// Says what the attributes in the JSON text of a list say.
pub(super) fn tell(json: &str, telling: &mut Telling) {
    for attribute in objects(json) {
        let name = attribute.text("name").unwrap_or_default();
        let Some(kind) = Kind::of(&name) else { continue };
        for line in lines(&attribute) {
            let field = Field::new(&name, &line);
            let fact = match kind {
                Kind::Displays => Some(display(&line)),
                Kind::Usb => telling.read(Some(field), usb),
                Kind::Wifi => {
                    Some(Fact::Joined { name: Some(line.as_str().into()), is_wired: false })
                }
                Kind::Gateway => {
                    telling.read(Some(field), Mac::parse).map(|mac| Fact::Gateway { mac })
                }
            };
            telling.say_all(fact);
        }
    }
}

/// The lines of an attribute that say something: `values` in the Pro API, `value` in the Classic one.
fn lines(attribute: &Object<'_>) -> Vec<String> {
    let json = attribute.json("values").unwrap_or_default();
    let values = texts(&json);
    let value = attribute.text("value");
    let all = values.iter().chain(&value).flat_map(|it| it.lines()).map(str::trim);
    let says = |it: &&str| !it.is_empty() && !NOTHING.contains(&it.to_lowercase().as_str());
    all.filter(says).map(str::to_owned).collect()
}

fn display(line: &str) -> Fact {
    Fact::Display { manufacturer: None, product_code: None, name: Some(line.into()), serial: None }
}

/// `PiKVM Composite Device 1d6b:0104`, `0x1d6b:0x0104 PiKVM`.
fn usb(line: &str) -> Result<Fact, ValueError> {
    let hex = |text: &str| {
        let digits = text.trim_start_matches("0x");
        u16::from_str_radix(digits, 16).ok().filter(|_| digits.len() == 4)
    };
    let ids = |word: &str| {
        let (vendor, product) = word.split_once(':')?;
        Some((hex(vendor)?, hex(product)?))
    };
    let bare = |word: &str| word.trim_matches(['(', ')', '[', ']', ',']).to_owned();
    let words: Vec<String> = line.split_whitespace().map(bare).collect();
    let found = words.iter().find_map(|it| ids(it));
    let (vendor_id, product_id) =
        found.ok_or(ValueError::Expected("USB ids such as 1d6b:0104 in every line"))?;
    let rest: Vec<&str> = words.iter().map(String::as_str).filter(|it| ids(it).is_none()).collect();
    let product = Some(rest.join(" ")).filter(|it| !it.is_empty());
    Ok(Fact::Usb {
        vendor_id,
        product_id,
        manufacturer: None,
        product: product.map(Into::into),
        serial: None,
        classes: Vec::new(),
    })
}
