"""A seal holds, and whatever is changed under or after it is found, by us and by an outside validator."""

import io
import random
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import pkcs12
from pypdf import PdfReader, PdfWriter

from followthrough.kernel.outward.asking import is_open
from followthrough.kernel.signatures.authority import NoSeal, ensure_seal, trusted
from followthrough.kernel.signatures.seal import CannotSeal, refuse_unsealable
from followthrough.kernel.signatures.tests.sealing import NOW, document, evidence_of, openssl_takes, seal
from followthrough.kernel.signatures.tests.timestamps import STAMPED, Authority
from followthrough.kernel.signatures.verifying import Report, What, verified

pytestmark = pytest.mark.slow

YEAR = timedelta(days=365)


def check(pdf: bytes, *, later: timedelta = timedelta(hours=1)) -> Report:
    return verified(pdf, roots=list(trusted()), now=NOW + later)


def wrong(report: Report) -> list[What]:
    return [one.what for one in report.findings]


def root(keys: Path) -> Path:
    (found,) = keys.glob("trusted-*.pem")
    return found


def test_a_seal_holds_for_us_and_for_openssl(file: bytes, offer: bytes, keys: Path, tmp_path: Path) -> None:
    found = check(file)
    assert (found.is_whole, found.is_known, found.level, found.findings) == (True, True, "B-B", ())
    assert found.sealed_by == "Juniper document seal"
    assert found.evidence["head"] == evidence_of(offer)["head"]
    assert openssl_takes(file, tmp_path, root(keys)) == ""


def test_the_first_bytes_are_exactly_what_was_signed(file: bytes, offer: bytes) -> None:
    assert file[: len(offer)] == offer
    reader = PdfReader(io.BytesIO(file))
    assert [page.extract_text().strip() for page in reader.pages] == ["An offer of 40 flanges.", "Certificate"]
    assert list(reader.attachments) == ["evidence.json"]


def test_every_flipped_byte_is_found_and_its_part_named(file: bytes, offer: bytes) -> None:
    chance, length = random.Random(4), len(offer)
    gap = file.rindex(b"/Contents <") + 11
    places = [chance.randrange(length) for _n in range(20)]
    places += [chance.randrange(length, len(file)) for _n in range(20)]
    places += [chance.randrange(gap, gap + 2800) for _n in range(20)]  # the seal itself, which no hash covers
    for place in places:
        changed = bytearray(file)
        changed[place] ^= 1 << chance.randrange(8)
        found = check(bytes(changed))
        assert not (found.is_whole and found.is_known), place
        assert What.DOCUMENT not in wrong(found) or place < length
    middle = file.index(b"/Type/Page")  # a letter of the document that leaves it readable
    changed = bytearray(file)
    changed[file.index(b"stream", middle) + 20] ^= 1
    assert wrong(check(bytes(changed))) == [What.DOCUMENT]
    assert check(bytes(changed)).findings[0].at == (0, length)


def test_a_flipped_byte_is_found_by_openssl_too(file: bytes, keys: Path, tmp_path: Path) -> None:
    changed = bytearray(file)
    changed[200] ^= 1
    assert "verification failure" in openssl_takes(bytes(changed), tmp_path, root(keys)).lower()


def test_what_is_put_in_after_the_seal_is_found(file: bytes, keys: Path, tmp_path: Path) -> None:
    writer = PdfWriter(io.BytesIO(file), incremental=True)
    writer.add_blank_page(200, 200)
    out = io.BytesIO()
    writer.write(out)
    found = check(out.getvalue())
    assert (wrong(found), found.findings[0].at) == ([What.ADDED], (len(file), len(out.getvalue())))
    assert openssl_takes(out.getvalue(), tmp_path, root(keys)) != ""


def test_a_document_exchanged_under_the_same_evidence_is_found(offer: bytes, keys: Path) -> None:
    other = document("An offer of 4 flanges.  ")
    assert wrong(check(seal(other, document=evidence_of(offer)["document"]))) == [What.DOCUMENT]


def test_a_broken_chain_inside_the_file_is_located(offer: bytes, keys: Path) -> None:
    events = list(evidence_of(offer)["events"])  # type: ignore[call-overload]
    events[1] = {**events[1], "kind": "signed"}
    (found,) = check(seal(offer, events=events)).findings
    assert (found.what, found.event, found.how) == (What.EVIDENCE, 2, "changed")


def test_what_is_no_sealed_file_is_told(offer: bytes, keys: Path) -> None:
    assert [wrong(check(content)) for content in (offer, b"", b"%PDF-1.7 and nothing")] == [[What.NO_SEAL]] * 3


def test_it_is_still_good_after_six_years_and_says_why_not_after_thirteen(file: bytes) -> None:
    assert (check(file, later=6 * YEAR).findings, check(file, later=6 * YEAR).is_known) == ((), True)
    old = check(file, later=13 * YEAR)
    assert (wrong(old), old.is_whole, old.is_known) == ([What.EXPIRED], True, True)
    assert old.valid_until and old.valid_until < NOW + 13 * YEAR


def test_a_seal_of_another_house_is_whole_but_not_known(file: bytes) -> None:
    found = verified(file, roots=[], now=NOW)
    assert (found.is_whole, found.is_known) == (True, False)


def test_a_time_stamp_is_asked_where_an_authority_is_set(offer: bytes, keys: Path, authority: Authority) -> None:
    assert is_open("127.0.0.1")
    made = seal(offer, tsa=authority.address)
    found = verified(made, roots=[*trusted(), authority.root], now=NOW + YEAR)
    assert (found.findings, found.level, found.stamped_at) == ((), "B-T", STAMPED)
    assert authority.asked > 0


def test_a_time_stamp_that_is_not_given_stops_the_seal(offer: bytes, keys: Path, authority: Authority) -> None:
    authority.broken = True
    with pytest.raises(CannotSeal, match="answered 503"):
        seal(offer, tsa=authority.address)


def test_the_keys_lie_encrypted_and_readable_for_the_owner_alone(keys: Path, file: bytes, settings: object) -> None:
    modes = {path.name.split("-")[0]: path.stat().st_mode & 0o777 for path in keys.iterdir()}
    assert modes == {"authority.p12": 0o600, "seal.p12": 0o600, "trusted": 0o600}
    settings.SECRET_KEY = "another" * 9  # type: ignore[attr-defined]
    with pytest.raises(NoSeal, match="another secret key"):
        ensure_seal("Juniper", now=NOW)


def test_a_key_made_while_the_clock_was_ahead_is_made_anew(tmp_path: Path, settings: Any) -> None:
    settings.SIGNING_FOLDER = tmp_path / "signing"
    ahead, _password = ensure_seal("Juniper", now=NOW + YEAR)
    content, password = ensure_seal("Juniper", now=NOW)
    found = pkcs12.load_pkcs12(content, password)
    chain = [found.cert, *found.additional_certs]
    assert content != ahead
    assert all(one is not None and one.certificate.not_valid_before_utc < NOW for one in chain)
    assert ensure_seal("Juniper", now=NOW)[0] == content


def test_a_seal_is_renewed_in_time_and_former_ones_stay_known(tmp_path: Path, settings: object, offer: bytes) -> None:
    settings.SIGNING_FOLDER = tmp_path / "signing"  # type: ignore[attr-defined]
    first = seal(offer)
    content, _password = ensure_seal("Juniper", now=NOW + 3 * YEAR)
    assert ensure_seal("Juniper", now=NOW + 3 * YEAR)[0] == content
    assert ensure_seal("Juniper", now=NOW + 5 * YEAR)[0] != content
    assert ensure_seal("Juniper", now=NOW + 30 * YEAR)
    assert len(list(trusted())) == 2
    assert (check(first).is_whole, check(first).is_known) == (True, True)


def test_a_given_certificate_is_used_in_place_of_ours(
    tmp_path: Path, keys: Path, offer: bytes, settings: object
) -> None:
    content, password = ensure_seal("Juniper", now=NOW)
    (tmp_path / "given.p12").write_bytes(content)
    settings.SIGNING_CERTIFICATE, settings.SIGNING_PASSWORD = str(tmp_path / "given.p12"), password.decode()  # type: ignore[attr-defined]
    settings.SIGNING_FOLDER = tmp_path / "signing"  # type: ignore[attr-defined]
    found = check(seal(offer, company="Whoever asks"))
    assert (found.sealed_by, found.is_known) == ("Juniper document seal", True)
    settings.SIGNING_PASSWORD = "wrong"  # type: ignore[attr-defined]
    with pytest.raises(NoSeal, match="can't be opened"):
        ensure_seal("Juniper", now=NOW)


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"", "no PDF"), (b"%PDF-1.4\n", "no PDF"), (b"PK\x03\x04", "no PDF")],
)
def test_what_could_not_be_sealed_is_refused_before_it_is_sent(content: bytes, why: str) -> None:
    with pytest.raises(CannotSeal, match=why):
        refuse_unsealable(content)


def test_a_sealed_or_locked_file_is_not_sealed_again(file: bytes, offer: bytes) -> None:
    with pytest.raises(CannotSeal, match="carries a signature"):
        refuse_unsealable(file)
    writer, out = PdfWriter(io.BytesIO(offer)), io.BytesIO()
    writer.encrypt("secret", algorithm="AES-256")
    writer.write(out)
    with pytest.raises(CannotSeal, match="password"):
        refuse_unsealable(out.getvalue())
    assert refuse_unsealable(offer) == 1
