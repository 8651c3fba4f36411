//! Devices by the names that Windows gives them when they are plugged in: `USB\VID_1D6B&PID_0104\CAFEBABE`,
//! `HID\VID_046D&PID_C52B&MI_01\7&…`, `DISPLAY\TSB8888\5&…`, also with `#` for every backslash.

use bonafide_model::Fact;

/// Windows' device classes by name or GUID, lower case, and the USB class that they stand for.
const CLASSES: &[(&str, u8)] = &[
    ("audioendpoint", 1),
    ("camera", 14),
    ("cdrom", 8),
    ("diskdrive", 8),
    ("hidclass", 3),
    ("image", 14),
    ("keyboard", 3),
    ("media", 1),
    ("mouse", 3),
    ("usbstor", 8),
    ("wpd", 8),
    // From memory: the GUIDs of the same classes, which some events have in place of names.
    ("{4d36e965-e325-11ce-bfc1-08002be10318}", 8),
    ("{4d36e967-e325-11ce-bfc1-08002be10318}", 8),
    ("{4d36e96b-e325-11ce-bfc1-08002be10318}", 3),
    ("{4d36e96c-e325-11ce-bfc1-08002be10318}", 1),
    ("{4d36e96f-e325-11ce-bfc1-08002be10318}", 3),
    ("{6bdd1fc6-810f-11d0-bec7-08002be2092f}", 14),
    ("{745a17a0-74d3-11d0-b6fe-00a0c90f57da}", 3),
    ("{c166523c-fe0c-4a94-a586-f1a80cfbbf3e}", 1),
    ("{ca3e7ab9-b4c3-4ae6-8251-579ef933890f}", 14),
    ("{eec5ad98-8080-425f-922a-dabf3de3f69a}", 8),
];

/// A device as Windows names it.
#[derive(Default)]
pub(crate) struct Plugged<'a> {
    /// The path of the instance.
    pub(crate) path: &'a str,
    /// What it calls itself, or what its driver calls it.
    pub(crate) description: Option<&'a str>,
    /// Who made it.
    pub(crate) manufacturer: Option<&'a str>,
    /// Its class by name or GUID.
    pub(crate) class: Option<&'a str>,
    /// Its hardware and compatible ids, however they are parted.
    pub(crate) ids: &'a str,
}

impl Plugged<'_> {
    /// What is said, if the device is on USB or a monitor.
    pub(crate) fn fact(&self) -> Option<Fact> {
        let mut parts = self.path.split(['\\', '#']);
        let bus = parts.find(|it| !it.is_empty() && *it != "??")?.to_uppercase();
        if matches!(bus.as_str(), "DISPLAY" | "MONITOR") {
            return self.display(&parts.next()?.to_uppercase());
        }
        let ids = plug_and_play(self.path)?;
        Some(Fact::Usb {
            vendor_id: ids.vendor_id,
            product_id: ids.product_id,
            manufacturer: self.manufacturer.map(Into::into),
            product: self.description.map(Into::into),
            serial: ids.serial.map(Into::into),
            classes: self.classes(),
        })
    }

    /// USB classes by the Windows class of the device and by its compatible ids (`USB\Class_08&SubClass_06`).
    fn classes(&self) -> Vec<u8> {
        let named = self.class.and_then(windows_class);
        let written = self
            .ids
            .split("Class_")
            .skip(1)
            .zip(self.ids.split("Class_"))
            // `SubClass_06` and `DevClass_00` are other things.
            .filter(|(_, before)| !before.ends_with(|it: char| it.is_ascii_alphabetic()))
            .filter_map(|(rest, _)| u8::from_str_radix(rest.get(..2)?, 16).ok());
        let mut res: Vec<u8> =
            named.into_iter().chain(written).filter(|it| *it != 0 && *it < 0xef).collect();
        res.sort_unstable();
        res.dedup();
        res
    }

    /// `TSB8888`: three letters of the maker, four hexadecimal digits of the product.
    fn display(&self, hardware: &str) -> Option<Fact> {
        let (maker, code) = hardware.split_at_checked(3)?;
        let is_maker = maker.bytes().all(|it| it.is_ascii_uppercase());
        let product_code = u16::from_str_radix(code, 16).ok().filter(|_| code.len() == 4)?;
        // Windows calls every monitor without a driver of its own generic.
        let name = self.description.filter(|it| !it.to_lowercase().contains("generic"));
        is_maker.then(|| Fact::Display {
            manufacturer: Some(maker.into()),
            product_code: Some(product_code),
            name: name.map(Into::into),
            serial: None,
        })
    }
}

/// The USB class that a device class of Windows stands for, by its name or GUID.
pub(crate) fn windows_class(name: &str) -> Option<u8> {
    let name = name.trim().to_lowercase();
    CLASSES.iter().find(|(it, _)| *it == name).map(|(_, code)| *code)
}

/// What a plug-and-play id of Windows says: `USB\VID_1D6B&PID_0104\CAFEBABE`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct PlugAndPlay<'a> {
    /// USB vendor id.
    pub(crate) vendor_id: u16,
    /// USB product id.
    pub(crate) product_id: u16,
    /// The device's own serial string.
    pub(crate) serial: Option<&'a str>,
}

/// Reads a plug-and-play id; `None` if it names no USB ids.
pub(crate) fn plug_and_play(id: &str) -> Option<PlugAndPlay<'_>> {
    let mut parts = id.trim().split(['\\', '#']).filter(|it| !it.is_empty());
    let hardware = parts.by_ref().find(|it| it.to_uppercase().contains("VID_"))?.to_uppercase();
    let number = |mark: &str| {
        let (_, rest) = hardware.split_once(mark)?;
        u16::from_str_radix(rest.get(..4)?, 16).ok()
    };
    let is_interface = hardware.contains("&MI_");
    // Windows makes an instance up, with ampersands, where the device has no serial string.
    let serial = parts.next().filter(|it| !is_interface && !it.contains('&'));
    Some(PlugAndPlay { vendor_id: number("VID_")?, product_id: number("PID_")?, serial })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn usb(path: &str, class: &str, ids: &str) -> Option<(u16, u16, Option<String>, Vec<u8>)> {
        let plugged = Plugged { path, class: Some(class), ids, ..Plugged::default() };
        let Some(Fact::Usb { vendor_id, product_id, serial, classes, .. }) = plugged.fact() else {
            return None;
        };
        Some((vendor_id, product_id, serial.map(|it| it.to_string()), classes))
    }

    #[test]
    fn ids_stand_anywhere_behind_the_bus() {
        let gadget = Some((0x1d6b, 0x0104, Some("CAFEBABE".to_owned()), vec![3, 8]));
        let ids = r"USB\COMPAT_VID_1d6b&Class_08&SubClass_06&Prot_50 USB\DevClass_00";
        assert_eq!(usb(r"USB\VID_1D6B&PID_0104\CAFEBABE", "HIDClass", ids), gadget);
        assert_eq!(usb(r"\??\USB#VID_1D6B&PID_0104#CAFEBABE#{a5dcbf10}", "HIDClass", ids), gadget);
        assert_eq!(
            usb(r"HID\VID_046D&PID_C52B&MI_01\7&1&0", "", ""),
            Some((0x046d, 0xc52b, None, Vec::new()))
        );
        for other in [r"PCI\VEN_8086&DEV_1\3", r"SCSI\Disk&Ven_X\0", "", "USB", r"USB\VID_12\1"] {
            assert_eq!(usb(other, "", ""), None, "{other}");
        }
    }

    #[test]
    fn usb_ids_are_found_in_plug_and_play_ids() {
        let ids =
            |vendor_id, product_id, serial| Some(PlugAndPlay { vendor_id, product_id, serial });
        assert_eq!(
            plug_and_play(r"USB\VID_1D6B&PID_0104\CAFEBABE"),
            ids(0x1d6b, 0x104, Some("CAFEBABE"))
        );
        assert_eq!(plug_and_play(r"HID\VID_046D&PID_C52B&MI_01\7&2f"), ids(0x46d, 0xc52b, None));
        assert_eq!(
            plug_and_play("\\\\?\\usb#vid_1d6b&pid_0104#cafe#{a5dcbf10}"),
            ids(0x1d6b, 0x104, Some("cafe"))
        );
        for id in ["", "USB", r"USBSTOR\Disk&Ven_SanDisk\1", r"USB\VID_12&PID_3"] {
            assert_eq!(plug_and_play(id), None, "{id}");
        }
    }
}
