//! A sentence that can be shown with personal values masked or revealed.

use std::{fmt, net::IpAddr};

use crate::{Indicator, Persona, PersonaId, value};

/// Words with facts in them, in two forms made at once.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sentence {
    masked: String,
    full: String,
}

impl Sentence {
    /// From both forms; use [`sentence!`](crate::sentence).
    pub fn new(masked: String, full: String) -> Self {
        Self { masked, full }
    }

    /// Words that hold nothing personal.
    pub fn plain(text: impl Into<String>) -> Self {
        let masked = text.into();
        Self { full: masked.clone(), masked }
    }

    /// The form with personal values in full.
    pub fn reveal(&self) -> &str {
        &self.full
    }

    /// The masked form.
    pub fn masked(&self) -> &str {
        &self.masked
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked)
    }
}

impl fmt::Debug for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.masked, f)
    }
}

/// A value that goes into a [`Sentence`].
pub trait Show {
    /// With the personal part hidden.
    fn masked(&self) -> String;
    /// In full.
    fn full(&self) -> String;
}

/// Values that print masked through `Display` and whole through `reveal()`.
macro_rules! show_masked {
    ($($kind:ty),* $(,)?) => {$(
        impl Show for $kind {
            fn masked(&self) -> String { self.to_string() }
            fn full(&self) -> String { self.reveal().to_string() }
        }
    )*};
}

show_masked!(
    value::BankAccount,
    value::Email,
    value::Handle,
    value::Mac,
    value::PersonName,
    value::Phone,
    value::PostalAddress,
    value::Serial,
    value::Wallet,
    Sentence,
);

/// Values that hold nothing personal.
macro_rules! show_plain {
    ($($kind:ty),* $(,)?) => {$(
        impl Show for $kind {
            fn masked(&self) -> String { self.to_string() }
            fn full(&self) -> String { self.to_string() }
        }
    )*};
}

show_plain!(
    str,
    String,
    PersonaId,
    crate::DeviceId,
    usize,
    u16,
    u32,
    u64,
    i32,
    i64,
    f64,
    jiff::civil::Date,
    crate::Provenance
);

impl Show for IpAddr {
    fn masked(&self) -> String {
        value::ip::masked(*self)
    }
    fn full(&self) -> String {
        self.to_string()
    }
}

impl Show for Indicator {
    fn masked(&self) -> String {
        match self {
            Self::Email(it) => it.masked(),
            Self::Domain(it) => it.masked(),
            Self::Phone(it) => it.masked(),
            Self::Network(ip, bits) if is_one_address(*ip, *bits) => ip.masked(),
            Self::Network(ip, bits) => format!("{ip}/{bits}"),
            Self::Handle(it) => it.masked(),
            Self::Wallet(it) => it.masked(),
            Self::Account(it) => it.masked(),
            Self::Serial(it) => it.masked(),
        }
    }
    fn full(&self) -> String {
        match self {
            Self::Email(it) => it.full(),
            Self::Domain(it) => it.full(),
            Self::Phone(it) => it.full(),
            Self::Network(ip, bits) if is_one_address(*ip, *bits) => ip.full(),
            Self::Network(ip, bits) => format!("{ip}/{bits}"),
            Self::Handle(it) => it.full(),
            Self::Wallet(it) => it.full(),
            Self::Account(it) => it.full(),
            Self::Serial(it) => it.full(),
        }
    }
}

fn is_one_address(ip: IpAddr, prefix_bits: u8) -> bool {
    prefix_bits == if ip.is_ipv4() { 32 } else { 128 }
}

impl Show for Persona {
    fn masked(&self) -> String {
        self.id.to_string()
    }
    fn full(&self) -> String {
        match self.main_name() {
            Some(name) => format!("{} ({})", name.reveal(), self.id),
            None => self.id.to_string(),
        }
    }
}

impl<T: Show + ?Sized> Show for &T {
    fn masked(&self) -> String {
        (**self).masked()
    }
    fn full(&self) -> String {
        (**self).full()
    }
}

impl<T: Show + ?Sized> Show for std::sync::Arc<T> {
    fn masked(&self) -> String {
        (**self).masked()
    }
    fn full(&self) -> String {
        (**self).full()
    }
}

/// `sentence!("paid into {}, as is {}", account, other)`: a [`Sentence`]; every argument implements [`Show`].
#[macro_export]
macro_rules! sentence {
    ($words:literal $(, $value:expr)* $(,)?) => {
        $crate::Sentence::new(
            format!($words $(, $crate::Show::masked(&$value))*),
            format!($words $(, $crate::Show::full(&$value))*),
        )
    };
}
