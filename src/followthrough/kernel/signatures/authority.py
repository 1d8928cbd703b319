"""The house's own authority: a certificate made at set-up that vouches for its seals, or one that was given.

Below the data folder in `signing/`: the authority and the present seal as PKCS#12 (0600), encrypted with a key that
follows from the installation's own, and the public certificates that files are checked against, former ones included.
"""

import hmac
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings

AUTHORITY_LIFE, SEAL_LIFE = timedelta(days=365 * 40), timedelta(days=365 * 12)
# Each seal must still be good after the seven years that evidence is kept at least.
SEAL_LEFT = timedelta(days=365 * 8)
AUTHORITY, SEAL = "authority.p12", "seal.p12"
LONGEST_NAME = 64  # characters of a common name in X.509


class NoSeal(Exception):
    """There is no key to seal with; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Held:
    """A key with its certificate and those that vouch for it."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...] = ()


def ensure_seal(company: str, *, now: datetime) -> tuple[bytes, bytes]:
    """The PKCS#12 to seal with and its password: the given one, else the house's own, made or renewed when needed.

    Raises NoSeal when the given one can't be opened, or the house's key was lost with the installation's secret.
    """
    if settings.SIGNING_CERTIFICATE:
        return _given()
    folder = settings.SIGNING_FOLDER
    held = _read(folder / SEAL) if (folder / SEAL).exists() else None
    name = f"{company[: LONGEST_NAME - 14]} document seal"
    if held is None or _common_name(held.certificate) != name or _left(held, now) < SEAL_LEFT:
        authority = _authority(folder, company, now)
        held = _issued(name, company, authority, now)
        _write(folder / SEAL, held)
    return (folder / SEAL).read_bytes(), _password()


def trusted() -> Iterator[bytes]:
    """The public certificates that a seal of this house rests on, now or formerly, in DER."""
    for path in sorted(Path(settings.SIGNING_FOLDER).glob("trusted-*.pem")):
        yield x509.load_pem_x509_certificate(path.read_bytes()).public_bytes(serialization.Encoding.DER)


def _given() -> tuple[bytes, bytes]:
    path, password = Path(settings.SIGNING_CERTIFICATE), settings.SIGNING_PASSWORD.encode()
    try:
        content = path.read_bytes()
        found = pkcs12.load_pkcs12(content, password or None)
    except (OSError, ValueError) as problem:
        raise NoSeal(f"the certificate in {path} can't be opened: {problem}") from problem
    if found.key is None or found.cert is None:
        raise NoSeal(f"{path} holds no key with its certificate")
    chain = [one.certificate for one in found.additional_certs]
    _trust(settings.SIGNING_FOLDER, chain[-1] if chain else found.cert.certificate)
    return content, password


def _authority(folder: Path, company: str, now: datetime) -> Held:
    path = folder / AUTHORITY
    if path.exists():
        held = _read(path)
        if _left(held, now) > SEAL_LIFE:
            return held
        path.unlink()
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(f"{company[: LONGEST_NAME - 10]} authority", company)
    builder = _builder(name, name, key, now, AUTHORITY_LIFE)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
    held = Held(key, builder.sign(key, hashes.SHA256()))
    _write(path, held)
    held = _read(path)  # of two that make one at once, the first one's stands
    _trust(folder, held.certificate)
    return held


def _issued(name: str, company: str, authority: Held, now: datetime) -> Held:
    key = ec.generate_private_key(ec.SECP256R1())
    life = min(SEAL_LIFE, _left(authority, now))
    builder = _builder(_name(name, company), authority.certificate.subject, key, now, life)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_usage(digital_signature=True, content_commitment=True), critical=True)
    signer = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key())
    builder = builder.add_extension(signer, critical=False)
    return Held(key, builder.sign(authority.key, hashes.SHA256()), (authority.certificate,))


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, now: datetime, life: timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))  # clocks of those who check are never quite alike
        .not_valid_after(now + life)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(**wanted: bool) -> x509.KeyUsage:
    names = (
        "digital_signature content_commitment key_encipherment data_encipherment key_agreement key_cert_sign crl_sign"
        " encipher_only decipher_only"
    )
    return x509.KeyUsage(**{name: wanted.get(name, False) for name in names.split()})


def _name(common: str, company: str) -> x509.Name:
    parts = [(NameOID.COMMON_NAME, common), (NameOID.ORGANIZATION_NAME, company[:LONGEST_NAME])]
    return x509.Name([x509.NameAttribute(oid, text) for oid, text in parts])


def _common_name(certificate: x509.Certificate) -> str:
    return str(certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value)


def _left(held: Held, now: datetime) -> timedelta:
    """How long it is valid still; no time at all if it was made while the clock was ahead and is not valid yet."""
    is_early = any(one.not_valid_before_utc > now for one in (held.certificate, *held.chain))
    return timedelta(0) if is_early else held.certificate.not_valid_after_utc - now


def _password() -> bytes:
    """Follows from the installation's secret, which lies in no backup: without it a copied key is worth nothing."""
    return hmac.digest(settings.SECRET_KEY.encode(), b"followthrough.signing", "sha256").hex().encode()


def _read(path: Path) -> Held:
    try:
        found = pkcs12.load_pkcs12(path.read_bytes(), _password())
    except ValueError as problem:
        raise NoSeal(
            f"{path} can't be opened: it was made with another secret key. Put the former secret.key back, or move the"
            " file away and a new one is made; what was sealed stays valid"
        ) from problem
    assert isinstance(found.key, ec.EllipticCurvePrivateKey)
    assert found.cert
    return Held(found.key, found.cert.certificate, tuple(one.certificate for one in found.additional_certs))


def _write(path: Path, held: Held) -> None:
    encryption = (
        serialization.PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(20_000)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
        .build(_password())
    )
    content = pkcs12.serialize_key_and_certificates(
        b"followthrough", held.key, held.certificate, held.chain, encryption
    )
    _put(path, content, Path.replace if path.name == SEAL else _link)


def _trust(folder: Path, certificate: x509.Certificate) -> None:
    path = folder / f"trusted-{certificate.fingerprint(hashes.SHA256()).hex()[:16]}.pem"
    if not path.exists():
        _put(path, certificate.public_bytes(serialization.Encoding.PEM), Path.replace)


def _link(draft: Path, path: Path) -> None:
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _put(path: Path, content: bytes, place: Callable[[Path, Path], object]) -> None:
    """Write a file whole or not at all, readable for the owner alone."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    place(draft, path)
