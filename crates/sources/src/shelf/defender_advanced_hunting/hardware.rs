//! Plug-and-play ids of Windows: `USB\VID_1D6B&PID_0104\CAFEBABE`, `HID\VID_046D&PID_C52B&MI_01\7&…`, `DISPLAY\TSB8888\5&…`.

use bonafide_model::Fact;

use crate::{
    machines::{plug_and_play, windows_class},
    object::{Object, texts},
};

/// The device, if it is on USB or a monitor.
pub(super) fn read(fields: &Object<'_>) -> Option<Fact> {
    let id = fields.any(&["DeviceId", "DeviceInstanceId"])?;
    let mut parts = id.split('\\');
    let (bus, hardware) = (parts.next()?.to_uppercase(), parts.next()?.to_uppercase());
    match bus.as_str() {
        "USB" | "HID" => usb(fields, &id),
        "DISPLAY" | "MONITOR" => display(fields, &hardware),
        _ => None,
    }
}

fn usb(fields: &Object<'_>, id: &str) -> Option<Fact> {
    let ids = plug_and_play(id)?;
    Some(Fact::Usb {
        vendor_id: ids.vendor_id,
        product_id: ids.product_id,
        manufacturer: fields.text("Manufacturer").map(|it| (*it).into()),
        product: fields.text("DeviceDescription").map(|it| (*it).into()),
        serial: ids.serial.map(Into::into),
        classes: classes(fields),
    })
}

/// USB classes by the Windows class of the device and by its compatible ids (`USB\Class_08&SubClass_06`).
fn classes(fields: &Object<'_>) -> Vec<u8> {
    let named = fields.text("ClassName").and_then(|it| windows_class(&it));
    let ids = fields.json("VendorIds").unwrap_or_default();
    let ids = texts(&ids);
    let written = ids.iter().filter_map(|it| {
        let (_, rest) = it.split_once("Class_")?;
        u8::from_str_radix(rest.get(..2)?, 16).ok()
    });
    let mut res: Vec<u8> =
        named.into_iter().chain(written).filter(|it| *it != 0 && *it < 0xef).collect();
    res.sort_unstable();
    res.dedup();
    res
}

/// `TSB8888`: three letters of the maker, four hexadecimal digits of the product.
fn display(fields: &Object<'_>, hardware: &str) -> Option<Fact> {
    let (maker, code) = hardware.split_at_checked(3)?;
    let is_maker = maker.bytes().all(|it| it.is_ascii_uppercase());
    let product_code = u16::from_str_radix(code, 16).ok().filter(|_| code.len() == 4)?;
    // Windows calls every monitor without a driver of its own generic.
    let name = fields.text("DeviceDescription").filter(|it| !it.to_lowercase().contains("generic"));
    is_maker.then(|| Fact::Display {
        manufacturer: Some(maker.into()),
        product_code: Some(product_code),
        name: name.map(|it| (*it).into()),
        serial: None,
    })
}
