//! Values in our own files: written in full, and checked again when they are read.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use super::{AddressParts, Email, Mac, PersonName, Phone, PostalAddress, Serial, Wallet, Zone};

/// A kind of value that is one text: how it is written, and how it is read again.
macro_rules! written_as_text {
    ($($kind:ty: $text:expr, $parse:expr;)*) => {
        $(
            impl Serialize for $kind {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    let text: fn(&$kind) -> std::borrow::Cow<'_, str> = $text;
                    serializer.serialize_str(&text(self))
                }
            }

            impl<'de> Deserialize<'de> for $kind {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                    $parse(&text).map_err(D::Error::custom)
                }
            }
        )*
    };
}

written_as_text! {
    Email: |it| it.reveal().into(), Email::parse;
    Mac: |it| it.reveal().into(), Mac::parse;
    Phone: |it| it.reveal().into(), |text: &str| Phone::parse(text, None);
    Serial: |it| it.reveal().into(), Serial::parse;
    Wallet: |it| it.reveal().into(), Wallet::parse;
    Zone: |it| it.name().into(), Zone::parse;
}

impl Serialize for PersonName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.reveal(), self.given(), self.family()).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for PersonName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (written, given, family) = Deserialize::deserialize(deserializer)?;
        PersonName::rebuilt(written, given, family).map_err(D::Error::custom)
    }
}

impl Serialize for PostalAddress {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.parts().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for PostalAddress {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        PostalAddress::from_parts(AddressParts::deserialize(deserializer)?)
            .map_err(D::Error::custom)
    }
}
