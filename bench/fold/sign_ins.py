"""Writes N sign-in events in Okta's System Log shape as NDJSON: `sign_ins.py ROWS FILE`.

1,000 people, 30 days whatever N is, so that more rows are more sign-ins of the same people: most from one or two networks and
devices, one in forty from elsewhere. Every event has its own id, session, request and time. The same ROWS give the same bytes.
"""

import json
import random
import sys
from datetime import datetime, timedelta, timezone

PEOPLE = 1_000
DAYS = 30
START = datetime(2026, 1, 1, tzinfo=timezone.utc)


def person(idx: int, rng: random.Random) -> dict:
    home = f"198.{18 + idx % 2}.{(idx // 2) % 256}.{rng.randrange(1, 255)}"
    return {
        "id": f"00u{idx:017d}",
        "login": f"person{idx}@corp.example",
        "name": f"Person {idx}",
        "networks": [home, f"203.0.113.{rng.randrange(1, 255)}"],
        "devices": [f"{rng.getrandbits(128):032x}" for _ in range(rng.choice([1, 1, 2]))],
        "start": rng.randrange(6, 16),
        "agent": rng.choice(["Mac OS X", "Windows 10"]),
    }


def event(who: dict, at: datetime, rng: random.Random) -> dict:
    network = who["networks"][0]
    if rng.random() < 0.2:
        network = who["networks"][1]
    elif rng.random() < 0.03:
        network = f"192.0.2.{rng.randrange(1, 255)}"
    place = {"city": "Springfield", "state": "Illinois", "country": "United States", "postalCode": None, "geolocation": None}
    return {
        "uuid": f"{rng.getrandbits(128):032x}",
        "published": at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{rng.randrange(1000):03d}Z",
        "eventType": "user.session.start",
        "version": "0",
        "severity": "INFO",
        "legacyEventType": "core.user_auth.login_success",
        "displayMessage": "User login to Okta",
        "actor": {"id": who["id"], "type": "User", "alternateId": who["login"], "displayName": who["name"], "detailEntry": None},
        "client": {
            "userAgent": {"rawUserAgent": "Mozilla/5.0 (compatible)", "os": who["agent"], "browser": "CHROME"},
            "zone": "null", "device": "Computer", "id": None, "ipAddress": network, "geographicalContext": place,
        },
        "device": None,
        "authenticationContext": {
            "authenticationProvider": None, "credentialProvider": None, "credentialType": None, "issuer": None, "interface": None,
            "authenticationStep": 0, "externalSessionId": f"idx{rng.getrandbits(96):024x}",
        },
        "outcome": {"result": "SUCCESS", "reason": None},
        "securityContext": {"asNumber": 64500, "asOrg": "example", "isp": "example", "domain": None, "isProxy": False},
        "debugContext": {"debugData": {"requestId": f"{rng.getrandbits(104):026x}", "requestUri": "/idp/idx/identify", "url": "/idp/idx/identify?", "dtHash": rng.choice(who["devices"])}},
        "transaction": {"type": "WEB", "id": f"{rng.getrandbits(104):026x}", "detail": {}},
        "request": {"ipChain": [{"ip": network, "geographicalContext": place, "version": "V4", "source": None}]},
        "target": None,
    }


def main(rows: int, path: str) -> None:
    rng = random.Random(7)
    people = [person(idx, rng) for idx in range(PEOPLE)]
    with open(path, "w", encoding="utf-8") as out:
        for row in range(rows):
            who = rng.choice(people)
            # Logs lie in order of time.
            day = START + timedelta(days=row * DAYS // rows)
            at = day + timedelta(hours=who["start"] + rng.randrange(8), minutes=rng.randrange(60), seconds=rng.randrange(60))
            out.write(json.dumps(event(who, at, rng), separators=(",", ":")))
            out.write("\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
