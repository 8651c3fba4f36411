//! Whether a USB device or a display is a hardware KVM: a box by which somebody elsewhere types, points and sees.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::{CaptureDevice, Device, Fact, KvmDisplay, KvmUsb, Lists, Said};

/// Identities of real keyboards that a KVM's menu offers as a disguise: published (KVMSRC).
const DISGUISES: &[(u16, u16)] = &[(0x046d, 0xc52b), (0x045e, 0x005f), (0x413c, 0x2011)];
/// Vendor id of the Linux USB gadget, of which most KVMs are built: published (KVMSRC).
const LINUX_GADGET: u16 = 0x1d6b;
/// USB class of keyboards and pointers: published (USB-IF).
const HID: u8 = 3;
/// USB class of drives: published (USB-IF).
const MASS_STORAGE: u8 = 8;

/// The listed product that a USB device names itself as; classes of hardware that honest people own too do not count.
pub(crate) fn on_usb<'a>(lists: &'a Lists, fact: &Fact) -> Option<&'a KvmUsb> {
    let Fact::Usb { vendor_id, product_id, manufacturer, product, serial, .. } = fact else {
        return None;
    };
    let texts = shown(&[manufacturer.as_deref(), product.as_deref()]);
    lists.kvm_usb.iter().filter(|row| row.is_specific).find(|row| {
        row.vendor_id == *vendor_id
            && row.product_id.is_none_or(|it| it == *product_id)
            && row.text.as_deref().is_none_or(|it| texts.contains(&it.to_lowercase()))
            && row.serial.as_deref().is_none_or(|it| serial.as_deref() == Some(it))
    })
}

/// The listed product that a display names itself as. A copy of a real monitor is told by its serial number only.
pub(crate) fn on_display<'a>(lists: &'a Lists, fact: &Fact) -> Option<&'a KvmDisplay> {
    let Fact::Display { manufacturer, product_code, name, serial } = fact else { return None };
    let serial = serial.as_deref();
    lists.kvm_displays.iter().find(|row| {
        let is_text_serial = row.text_serial.is_some() && row.text_serial.as_deref() == serial;
        let is_number = row.serial_number.is_some_and(|it| serial == Some(it.to_string().as_str()));
        let is_model =
            manufacturer.as_deref().is_some_and(|it| it.eq_ignore_ascii_case(&row.manufacturer))
                && row.product_code.is_none_or(|it| *product_code == Some(it));
        let is_name = match (row.name.as_deref(), name.as_deref()) {
            (Some(listed), Some(shown)) => listed.eq_ignore_ascii_case(shown),
            (Some(_), None) => row.product_code.is_some(),
            (None, _) => row.product_code.is_some() || is_text_serial || is_number,
        };
        if row.is_disguise {
            is_model && (is_text_serial || is_number)
        } else {
            is_model && is_name
        }
    })
}

/// What interfaces of equal ids expose together, with their lines.
type Composite<'a> = (BTreeSet<u8>, Vec<&'a Said>);

/// Keyboards that are drives as well, under the identity of a known disguise or of a Linux gadget. Inventories list a
/// device as a whole or interface by interface, so the classes of equal ids are taken together.
pub(crate) fn keyboards_and_drives(device: &Device) -> Vec<&Said> {
    let mut by_ids: BTreeMap<(u16, u16), Composite> = BTreeMap::new();
    for said in &device.said {
        let Fact::Usb { vendor_id, product_id, classes, .. } = &said.fact else { continue };
        let ids = (*vendor_id, *product_id);
        if *vendor_id == LINUX_GADGET || DISGUISES.contains(&ids) {
            let (seen, lines) = by_ids.entry(ids).or_default();
            seen.extend(classes);
            lines.push(said);
        }
    }
    let both = by_ids
        .into_values()
        .filter(|(seen, _)| seen.contains(&HID) && seen.contains(&MASS_STORAGE));
    both.flat_map(|(_, lines)| lines).collect()
}

/// Everything on a device that shows a KVM in any of these ways.
pub(crate) fn remote_hands<'a>(lists: &Lists, device: &'a Device) -> Vec<&'a Said> {
    let named = device
        .said
        .iter()
        .filter(|it| on_usb(lists, &it.fact).is_some() || on_display(lists, &it.fact).is_some());
    named.chain(keyboards_and_drives(device)).collect()
}

/// The listed HDMI capture adapter that a USB device is.
pub(crate) fn capture_on_usb<'a>(lists: &'a Lists, fact: &Fact) -> Option<&'a CaptureDevice> {
    let Fact::Usb { vendor_id, product_id, manufacturer, product, .. } = fact else { return None };
    let texts = shown(&[manufacturer.as_deref(), product.as_deref()]);
    lists.capture_devices.iter().find(|row| {
        let says_anything = row.vendor_id.is_some() || row.text.is_some();
        says_anything
            && row.vendor_id.is_none_or(|it| it == *vendor_id)
            && row.product_id.is_none_or(|it| it == *product_id)
            && row.text.as_deref().is_none_or(|it| texts.contains(&it.to_lowercase()))
    })
}

/// The listed HDMI capture adapter that a camera's name in a meeting means.
pub(crate) fn capture_by_text<'a>(lists: &'a Lists, camera: &str) -> Option<&'a CaptureDevice> {
    let camera = camera.to_lowercase();
    lists
        .capture_devices
        .iter()
        .find(|row| row.text.as_deref().is_some_and(|it| camera.contains(&it.to_lowercase())))
}

fn shown(texts: &[Option<&str>]) -> String {
    texts.iter().flatten().map(|it| it.to_lowercase()).collect::<Vec<_>>().join(" \u{b7} ")
}
