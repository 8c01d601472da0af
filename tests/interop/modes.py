"""All modes of the matrix, in the order of its columns. Read before: cookie_modes.py. Read next: matrix.py."""

from certificate_modes import ClientCertificate, NoClientCertificate
from cookie_modes import Cookie, CookieAndGroup, PageForCookie, PageForCookieAndGroup
from early_data_modes import (PageRefused, PageRetried, PageTaken, PageTurnedOff, Refused, Retried, Taken,
                              TurnedOff)
from mode import Full, KeyUpdate, Retry
from psk_modes import ExternalPsk, RetriedPsk
from record_modes import ByteByByte, Limited, OneByte, OurPadding, Padded, PageWithPadding, Small
from resumption_modes import (AtAnother, ByCommand, PageAtAnother, PageResumed, PageRetriedAndResumed, Resumed,
                              ResumedWithCertificate, RetriedAndResumed)
from web_modes import Page, PageAfterRetry, PageForClientCertificate, PageForNoClientCertificate

MODES = (Full(), Page(), Retry(), PageAfterRetry(), Cookie(), PageForCookie(), CookieAndGroup(), PageForCookieAndGroup(),
         ClientCertificate(), PageForClientCertificate(), NoClientCertificate(), PageForNoClientCertificate(),
         KeyUpdate(), ByteByByte(), OneByte(), Small(), Padded(), OurPadding(), PageWithPadding(), Limited(),
         ExternalPsk(), RetriedPsk(), Resumed(), PageResumed(), RetriedAndResumed(), PageRetriedAndResumed(),
         ResumedWithCertificate(), ByCommand(), AtAnother(), PageAtAnother(), Refused(), PageRefused(), TurnedOff(),
         PageTurnedOff(), Retried(), PageRetried(), Taken(), PageTaken())
NAMES = tuple(dict.fromkeys(mode.name for mode in MODES))
