//! The columns of mapped events. The other names are those that logs write most: common ones, ECS and OCSF leaves, German
//! and French; they serve proposals, not recognition.

use crate::{columns::Column, worker};

pub(super) const COLUMNS: &[Column] = &[
    Column::new(
        "login",
        "user_name username user userid user_id user_email user_principal_name upn login_name \
         account account_name principal identity actor subject email email_address mail src_user \
         srcuser sam_account_name remote_user xauthuser benutzer benutzername anmeldename \
         utilisateur identifiant",
    ),
    Column::new("worker_number", worker::NUMBER),
    Column::new("directory_id", "object_id user_object_id user_guid entra_object_id okta_user_id"),
    Column::new(
        "full_name",
        "display_name name person_name cardholder cardholder_name card_holder holder_name \
         employee_name karteninhaber titulaire nom_complet",
    ),
    Column::new(
        "at",
        "timestamp time date_time datetime event_time event_timestamp event_date time_stamp \
         start_time started_at start login_time logon_time connect_time connected_at \
         connection_time session_start occurred_at created_at swipe_time access_time date \
         zeitstempel zeitpunkt zeit datum horodatage date_heure",
    ),
    Column::new(
        "until",
        "end_time ended_at end logout_time logoff_time disconnect_time disconnected_at \
         session_end session_end_time left_at leave_time ende fin",
    ),
    Column::new(
        "duration_s",
        "duration duration_seconds duration_sec session_duration session_length elapsed dauer \
         durée",
    ),
    Column::new(
        "ip",
        "ip_address ipaddress client_ip client_ip_address source_ip source_ip_address src_ip \
         srcip src remote_ip remip remote_address remote_addr public_ip client_address \
         caller_ip caller_ip_address peer_ip external_ip real_ip origin_ip ip_adresse adresse_ip",
    ),
    Column::new("factor_ip", "auth_device_ip factor_device_ip approval_ip phone_ip"),
    Column::new("channel", "door kind_of_use kanal canal"),
    Column::new(
        "outcome",
        "result status success event_outcome action_result login_result access_result disposition \
         ergebnis résultat statut",
    ),
    Column::new(
        "client",
        "host_name hostname host computer computer_name device_name device machine machine_name \
         workstation workstation_name client_name client_hostname client_host endpoint \
         endpoint_name rechner gerät poste",
    ),
    Column::new("client_mac", "mac mac_address macaddress client_mac_address src_mac srcmac"),
    Column::new("client_id", "device_id deviceid device_uuid client_device_id endpoint_id"),
    Column::new(
        "serial_number",
        "serial serial_no device_serial device_serial_number host_serial seriennummer \
         numéro_de_série",
    ),
    Column::new(
        "os",
        "operating_system os_name os_version client_os device_os platform client_platform \
         betriebssystem système",
    ),
    Column::new(
        "country",
        "country_code source_country src_country srccountry geo_country country_name land pays",
    ),
    Column::new("region", "state geo_region region_name state_province bundesland province"),
    Column::new("city", "geo_city city_name source_city srccity ort stadt ville"),
    Column::new("latitude", "lat geo_lat breite"),
    Column::new("longitude", "lon lng long geo_lon länge"),
    Column::new("anonymizer", "vpn_name proxy_type is_proxy is_vpn is_anonymous anonymous_proxy"),
    Column::new("round_trip_ms", "rtt rtt_ms latency latency_ms round_trip_time ping_ms"),
    Column::new("far_country", "gateway_country server_country"),
    Column::new("far_region", "gateway_region server_region"),
    Column::new("far_city", "gateway_city server_city"),
    Column::new(
        "site",
        "site_name building building_name door_name reader reader_name card_reader access_point \
         location_name standort gebäude tür bâtiment porte",
    ),
];
