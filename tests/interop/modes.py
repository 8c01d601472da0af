"""All modes of the matrix, in the order of its columns. Read before: web_modes.py. Read next: matrix.py."""

from certificate_modes import ClientCertificate, NoClientCertificate
from mode import Full, KeyUpdate, Retry
from record_modes import ByteByByte, OneByte, Padded, Small
from resumption_modes import PageResumed, Resumed
from web_modes import Page, PageAfterRetry, PageForClientCertificate, PageForNoClientCertificate

MODES = (Full(), Page(), Retry(), PageAfterRetry(), ClientCertificate(), PageForClientCertificate(), NoClientCertificate(),
         PageForNoClientCertificate(), Resumed(), PageResumed(), KeyUpdate(), ByteByByte(), OneByte(), Small(), Padded())
NAMES = tuple(dict.fromkeys(mode.name for mode in MODES))
