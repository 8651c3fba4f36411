//! Names of an event's values in the order in which Windows has them, for exports that give values without names
//! (`Get-WinEvent | ConvertTo-Json`). Only as far as values are read. Published in Microsoft's event reference and in the
//! providers' own templates.

/// The place of a value among all of its event, and its name.
type Place = (usize, &'static str);

/// Event id, provider's name as far as ids repeat, and where which value stands.
const LAYOUTS: &[(u32, &str, &[Place])] = &[
    (
        4624,
        "",
        &[
            (5, "TargetUserName"),
            (6, "TargetDomainName"),
            (8, "LogonType"),
            (11, "WorkstationName"),
            (18, "IpAddress"),
        ],
    ),
    (
        4625,
        "",
        &[
            (5, "TargetUserName"),
            (6, "TargetDomainName"),
            (7, "Status"),
            (9, "SubStatus"),
            (10, "LogonType"),
            (13, "WorkstationName"),
            (19, "IpAddress"),
        ],
    ),
    (4688, "", &[(5, "NewProcessName"), (8, "CommandLine")]),
    (4697, "", &[(4, "ServiceName"), (5, "ServiceFileName")]),
    (4720, "", &[(0, "TargetUserName"), (1, "TargetDomainName")]),
    (4778, "", SESSION),
    (4779, "", SESSION),
    (6416, "", DEVICE),
    (6419, "", DEVICE),
    (6420, "", DEVICE),
    (6421, "", DEVICE),
    (6422, "", DEVICE),
    (6423, "", DEVICE),
    (6424, "", DEVICE),
    (7045, "", &[(0, "ServiceName"), (1, "ImagePath")]),
    (400, "kernel-pnp", &[(0, "DeviceInstanceId"), (2, "ClassGuid")]),
    (410, "kernel-pnp", &[(0, "DeviceInstanceId"), (2, "ClassGuid")]),
    (21, "localsessionmanager", &[(0, "User"), (2, "Address")]),
    (25, "localsessionmanager", &[(0, "User"), (2, "Address")]),
    (1149, "remoteconnectionmanager", &[(0, "Param1"), (1, "Param2"), (2, "Param3")]),
];
const SESSION: &[Place] =
    &[(0, "AccountName"), (1, "AccountDomain"), (4, "ClientName"), (5, "ClientAddress")];
const DEVICE: &[Place] = &[
    (4, "DeviceId"),
    (5, "DeviceDescription"),
    (6, "ClassId"),
    (7, "ClassName"),
    (8, "VendorIds"),
    (9, "CompatibleIds"),
];

/// Where the value of a name stands; `provider` is lower case.
pub(super) fn position(id: u32, provider: &str, name: &str) -> Option<usize> {
    let (_, _, names) = LAYOUTS.iter().find(|(it, of, _)| *it == id && provider.contains(of))?;
    names.iter().find(|(_, it)| *it == name).map(|(place, _)| *place)
}
