//! What an event means for the parcel, from the carrier's words and codes.

use bonafide_model::ParcelStep;

/// A step and the words that mean it, in lower case; `except` words take the meaning away.
struct Words {
    step: ParcelStep,
    words: &'static [&'static str],
    except: &'static [&'static str],
}

/// The first that fits decides: a return is often described as a delivery, and a delivery to a shop is none to the person.
const STEPS: &[Words] = &[
    Words {
        step: ParcelStep::Returned,
        words: &[
            "return to sender",
            "return_to_sender",
            "returned",
            "returning to shipper",
            "return to shipper",
            "retoure",
            "rücksendung",
            "zurückgesandt",
            "retour à l'expéditeur",
            "retourné",
        ],
        except: &[],
    },
    Words {
        step: ParcelStep::Redirected,
        words: &[
            "redirect",
            "rerout",
            "re-rout",
            "intercept",
            "delivery address changed",
            "delivery address was changed",
            "address change",
            "change of address",
            "changed the delivery address",
            "delivery change requested",
            "request to modify delivery",
            "delivery option requested",
            "forwarded to a new address",
            "umgeleitet",
            "umleitung",
            "adressänderung",
            "réachemin",
            "changement d'adresse",
        ],
        except: &[],
    },
    Words {
        step: ParcelStep::Collected,
        words: &[
            "collected by",
            "collected at",
            "picked up by customer",
            "picked up by the customer",
            "picked up by recipient",
            "picked up by the recipient",
            "picked up by consignee",
            "customer pickup completed",
            "has been collected",
            "abgeholt",
            "retiré par",
        ],
        except: &["shipper", "sender", "carrier", "driver"],
    },
    Words {
        step: ParcelStep::Held,
        words: &[
            "hold at",
            "held at",
            "held for pickup",
            "held for pick up",
            "ready for pickup",
            "ready for pick up",
            "ready for collection",
            "available for pickup",
            "available_for_pickup",
            "awaiting collection",
            "awaiting_collection",
            "access point",
            "pickup point",
            "parcel locker",
            "customer pickup",
            "zur abholung",
            "paketshop",
            "packstation",
            "point relais",
            "disponible au retrait",
        ],
        except: &["customs", "clearance", "zoll", "douane"],
    },
    Words {
        step: ParcelStep::Delivered,
        words: &["delivered", "proof of delivery", "zugestellt", "livré", "remis au destinataire"],
        except: &[
            "not delivered",
            "undelivered",
            "could not be delivered",
            "cannot be delivered",
            "to be delivered",
            "will be delivered",
            "attempt",
            "nicht zugestellt",
            "non livré",
        ],
    },
    Words {
        step: ParcelStep::Shipped,
        words: &[
            "picked up",
            "picked_up",
            "pickup scan",
            "origin scan",
            "origin_scan",
            "shipped",
            "despatched",
            "dispatched",
            "accepted at",
            "received by carrier",
            "handed over",
            "eingeliefert",
            "pris en charge",
        ],
        except: &["information", "label", "not yet", "to be picked up", "will be picked up"],
    },
];

/// Codes that mean something by themselves. Published: FedEx `DL` `HL` `RS` `PU`, UPS `D` `RS` `P`, DHL Express `OK` `RT` `PU`.
const CODES: &[(&str, ParcelStep)] = &[
    ("D", ParcelStep::Delivered),
    ("DL", ParcelStep::Delivered),
    ("OK", ParcelStep::Delivered),
    ("HL", ParcelStep::Held),
    ("RS", ParcelStep::Returned),
    ("RT", ParcelStep::Returned),
    ("P", ParcelStep::Shipped),
    ("PU", ParcelStep::Shipped),
];

/// The step: by the description's words, else by the code's words, else by the code; anything else is on its way.
pub(crate) fn of(code: Option<&str>, description: Option<&str>) -> ParcelStep {
    let by_words = |text: &str| {
        let text = text.to_lowercase();
        let has_one_of = |words: &[&str]| words.iter().any(|it| text.contains(it));
        STEPS.iter().find(|it| has_one_of(it.words) && !has_one_of(it.except)).map(|it| it.step)
    };
    let by_code = |code: &str| {
        CODES.iter().find(|(it, _)| code.eq_ignore_ascii_case(it)).map(|(_, step)| *step)
    };
    let step = description
        .and_then(by_words)
        .or_else(|| code.and_then(by_words))
        .or_else(|| code.and_then(by_code));
    step.unwrap_or(ParcelStep::Moved)
}
