"""All modes of the matrix, in the order of its columns. Read before: certificate_modes.py. Read next: matrix.py."""

from certificate_modes import ClientCertificate, NoClientCertificate
from mode import Full, KeyUpdate, Retry
from record_modes import ByteByByte, OneByte, Padded, Small

MODES = (Full(), Retry(), ClientCertificate(), NoClientCertificate(), KeyUpdate(), ByteByByte(), OneByte(), Small(),
         Padded())
