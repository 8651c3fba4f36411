//! Equipment sent to workers: one row an order and device.
//!
//! How to get it: the asset system's shipments or stock moves (ServiceNow, Jira Assets, Snipe-IT, a logistics partner's
//! portal) as CSV, with delivery address and tracking number. Needs a reader of the asset or order tables.
//!
//! What it tells: which device went to whom, when and where to, whether the address was changed in between, and whether it
//! came back. What it cannot: where it is now; who opened the parcel.
//!
//! Shape: our columns; names of ServiceNow hardware assets and Snipe-IT as published. Tickets too: a list of requested items
//! of ServiceNow with fields of the customer's own (`u_ship_to_address`), issues of Jira with custom fields as its CSV calls
//! them (`Custom field (Ship To Address)`), both from memory.
//!
//! An order is a record of its own, so that its address, telephone and device stay together.

#[cfg(test)]
mod tests;

use bonafide_model::{
    AddressPurpose, Fact, Need, Reading, Record, Reject,
    value::{PersonName, Phone, PostalAddress, Serial},
};

use crate::{
    Column, Source,
    columns::{Index, Row, has_marks, index},
    shelf::carrier_events::{TRACKING_NUMBER, tracking_number},
    telling::{Telling, instant},
    worker::{self, Pointer, id},
};

/// The card.
pub(crate) static SOURCE: Source = Source {
    id: "asset_shipments",
    vendor: "any",
    title: "Equipment sent to workers and sent back",
    feeds: &[Need::Shipments],
    how: "asset system or logistics partner: orders or shipments as CSV with delivery address and tracking number",
    permission: "a reading role in the asset system, or the logistics partner's customer login",
    tells: "which device went to whom, when and where to, changes of the address on the way, and returns",
    cannot: "where a device is now; who opened the parcel",
    shape_from: "our columns; names of ServiceNow hardware assets and Snipe-IT (vendor references); tickets with custom fields from memory",
    columns: &[
        Column::new(
            "order_id",
            "order_number order_no order request_number requested_item ticket shipment_id number \
             ritm_number ticket_number issue_key bestellnummer numéro_de_commande",
        ),
        Column::new("worker_number", worker::NUMBER),
        Column::new("work_email", worker::WORK_EMAIL),
        Column::new(
            "serial_number",
            "serial serial_no device_serial device_serial_number u_serial_number \
             custom_field_serial_number seriennummer numéro_de_série",
        ),
        Column::new(
            "asset_tag",
            "asset_number asset_id tag inventory_number u_asset_tag custom_field_asset_tag \
             inventarnummer",
        ),
        Column::new(
            "recipient_name",
            "recipient ship_to_name shipping_name deliver_to delivery_name assigned_to \
             requested_for checked_out_to u_ship_to_name custom_field_ship_to_name \
             empfänger destinataire",
        ),
        Column::new(
            "phone",
            "recipient_phone ship_to_phone shipping_phone delivery_phone contact_phone \
             phone_number telefon téléphone",
        ),
        Column::new(
            "ship_line1",
            "ship_to_line1 ship_to_address ship_to_street shipping_address shipping_address1 \
             shipping_address_line1 shipping_address_line_1 shipping_street delivery_address \
             delivery_line1 delivery_street u_ship_to u_ship_to_address u_ship_to_street \
             u_shipping_address u_delivery_address custom_field_ship_to_address \
             custom_field_shipping_address custom_field_delivery_address address_line1 \
             address_line_1 address1 street address lieferadresse adresse_de_livraison",
        ),
        Column::new(
            "ship_line2",
            "ship_to_line2 shipping_address2 shipping_address_line2 shipping_address_line_2 \
             delivery_line2 address_line2 address_line_2 address2",
        ),
        Column::new(
            "ship_city",
            "ship_to_city shipping_city delivery_city u_ship_to_city u_city \
             custom_field_ship_to_city city ort ville",
        ),
        Column::new(
            "ship_region",
            "ship_to_state ship_to_region ship_state shipping_state shipping_region \
             delivery_state u_ship_to_state u_state custom_field_ship_to_state state region \
             province",
        ),
        Column::new(
            "ship_postcode",
            "ship_to_postcode ship_to_zip ship_zip ship_postal_code shipping_zip \
             shipping_postal_code shipping_postcode delivery_postcode u_ship_to_zip u_zip \
             custom_field_ship_to_zip postal_code postcode zip \
             zip_code plz code_postal",
        ),
        Column::new(
            "ship_country",
            "ship_to_country shipping_country delivery_country u_ship_to_country u_country \
             custom_field_ship_to_country country country_code land pays",
        ),
        Column::new(
            "ordered_at",
            "order_date ordered_on ordered requested_at request_date created_at sys_created_on created opened_at \
             bestellt_am commandé_le",
        ),
        Column::new(
            "address_changed_at",
            "ship_to_changed_at delivery_address_changed_at address_changed_on \
             adresse_geändert_am",
        ),
        Column::new(
            "shipped_at",
            "ship_date shipped_on shipped shipping_date dispatched_at sent_at checkout_date \
             last_checkout u_ship_date custom_field_ship_date versandt_am expédié_le",
        ),
        Column::new("tracking_number", TRACKING_NUMBER),
        Column::new(
            "return_due_on",
            "return_due return_by due_date expected_checkin expected_checkin_date return_due_date \
             rückgabe_bis",
        ),
        Column::new(
            "returned_at",
            "returned_on returned return_date checked_in_at last_checkin zurück_am retourné_le",
        ),
    ],
    marks: &[
        &["order_id", "worker_number", "work_email", "recipient_name"],
        &["serial_number", "asset_tag", "tracking_number"],
        &["ship_line1", "ship_city", "shipped_at", "return_due_on", "returned_at"],
    ],
    recognize: |record| has_marks(record, &SOURCE),
    read,
};

static INDEX: Index = Index::new(|| index(SOURCE.columns));

fn read(record: &Record) -> Result<Reading, Reject> {
    let row = Row::of(record, SOURCE.columns, &INDEX)?;
    let order = row.field("order_id").map(|it| it.read(id)).transpose()?;
    let names_a_worker = row.field("worker_number").is_some() || row.field("work_email").is_some();
    let pointer = if names_a_worker || order.is_none() { Some(Pointer::of(&row)?) } else { None };
    let key = order
        .or_else(|| pointer.as_ref().map(Pointer::key))
        .expect("a row without an order has a pointer");
    let mut telling = Telling::of_person(SOURCE.id, key);
    if let Some(pointer) = pointer {
        pointer.tell(&row, &mut telling);
    }
    let ordered_at = telling.read(row.field("ordered_at"), instant);
    let shipped_at = telling.read(row.field("shipped_at"), instant);
    recipient(&row, &mut telling);
    let address = telling.address(&row, "ship");
    let country = address.as_ref().and_then(PostalAddress::country);
    let phone = telling.read(row.field("phone"), |it| Phone::parse(it, country));
    telling.say_all(phone.map(Fact::Phone));
    if let Some(address) = address {
        telling.say_at(Fact::Address(address, AddressPurpose::ShipTo), ordered_at.or(shipped_at));
    }
    if let Some(at) = telling.read(row.field("address_changed_at"), instant) {
        telling.say_at(Fact::ShipToChanged, Some(at));
    }
    device(&row, &mut telling, shipped_at);
    telling.finish("an order without a worker or an address")
}

fn recipient(row: &Row<'_>, telling: &mut Telling) {
    let name = telling.read(row.field("recipient_name"), PersonName::parse);
    telling.say_all(name.map(Fact::Name));
}

/// The device on its way there and back.
fn device(row: &Row<'_>, telling: &mut Telling, shipped_at: Option<jiff::Timestamp>) {
    let serial = telling.read(row.field("serial_number"), Serial::parse);
    let tracking = telling.read(row.field("tracking_number"), tracking_number);
    let asset_tag = row.text("asset_tag").map(Into::into);
    // An order that nobody has packed yet has neither a day nor a parcel.
    if shipped_at.is_some() || tracking.is_some() {
        telling
            .say_at(Fact::SentDevice { serial: serial.clone(), asset_tag, tracking }, shipped_at);
    }
    let due = telling.read(row.field("return_due_on"), instant);
    let is_back = row.field("returned_at").is_some();
    if let Some(returned) = telling.read(row.field("returned_at"), instant) {
        telling.say_at(Fact::ReturnedDevice { serial }, Some(returned));
    } else if let Some(due) = due.filter(|_| !is_back) {
        telling.say_at(Fact::DeviceOverdue { serial }, Some(due));
    }
}
