//! Names of an event's values in the order in which Windows has them, for exports that give values without names
//! (`Get-WinEvent | ConvertTo-Json`). Only as far as values are read. Published in Microsoft's event reference and in the
//! providers' own templates.

/// Event id, provider's name as far as ids repeat, and the names.
const LAYOUTS: &[(u32, &str, &[&str])] = &[
    (
        4624,
        "",
        &[
            "",
            "",
            "",
            "",
            "",
            "TargetUserName",
            "TargetDomainName",
            "",
            "LogonType",
            "",
            "",
            "WorkstationName",
            "",
            "",
            "",
            "",
            "",
            "",
            "IpAddress",
        ],
    ),
    (
        4625,
        "",
        &[
            "",
            "",
            "",
            "",
            "",
            "TargetUserName",
            "TargetDomainName",
            "Status",
            "",
            "SubStatus",
            "LogonType",
            "",
            "",
            "WorkstationName",
            "",
            "",
            "",
            "",
            "",
            "IpAddress",
        ],
    ),
    (4688, "", &["", "", "", "", "", "NewProcessName", "", "", "CommandLine"]),
    (4697, "", &["", "", "", "", "ServiceName", "ServiceFileName"]),
    (4720, "", &["TargetUserName", "TargetDomainName"]),
    (4778, "", SESSION),
    (4779, "", SESSION),
    (6416, "", DEVICE),
    (6419, "", DEVICE),
    (6420, "", DEVICE),
    (6421, "", DEVICE),
    (6422, "", DEVICE),
    (6423, "", DEVICE),
    (6424, "", DEVICE),
    (7045, "", &["ServiceName", "ImagePath"]),
    (400, "kernel-pnp", &["DeviceInstanceId", "", "ClassGuid"]),
    (410, "kernel-pnp", &["DeviceInstanceId", "", "ClassGuid"]),
    (21, "localsessionmanager", &["User", "", "Address"]),
    (25, "localsessionmanager", &["User", "", "Address"]),
    (1149, "remoteconnectionmanager", &["Param1", "Param2", "Param3"]),
];
const SESSION: &[&str] = &["AccountName", "AccountDomain", "", "", "ClientName", "ClientAddress"];
const DEVICE: &[&str] = &[
    "",
    "",
    "",
    "",
    "DeviceId",
    "DeviceDescription",
    "ClassId",
    "ClassName",
    "VendorIds",
    "CompatibleIds",
];

/// Where the value of a name stands; `provider` is lower case.
pub(super) fn position(id: u32, provider: &str, name: &str) -> Option<usize> {
    let (_, _, names) = LAYOUTS.iter().find(|(it, of, _)| *it == id && provider.contains(of))?;
    names.iter().position(|it| *it == name)
}
