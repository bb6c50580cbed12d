# Writes a registry hive with a root key and nothing below: empty-hive.py HIVE
import struct
import sys

CELLS = 32  # where they begin in their bin
SECURITY = CELLS + 96


def cell(size, content):
    return struct.pack('<i', -size) + content.ljust(size - 4, b'\0')


NOTHING = 0xFFFFFFFF
name = b'$$$PROTO.HIV'
root = cell(96, struct.pack(
    '<2sHQIIIIIIIIII5IHH', b'nk', 0x2C, 0, 0, NOTHING, 0, 0, NOTHING, NOTHING, 0, NOTHING,
    SECURITY, NOTHING, 0, 0, 0, 0, 0, len(name), 0) + name)
descriptor = struct.pack('<BBHIIII', 1, 0, 0x8000, 0, 0, 0, 0)
security = cell(48, struct.pack(
    '<2sHIIII', b'sk', 0, SECURITY, SECURITY, 1, len(descriptor)) + descriptor)
used = CELLS + len(root) + len(security)
content = struct.pack('<4sIIQQI', b'hbin', 0, 4096, 0, 0, 0) + root + security
content += struct.pack('<i', 4096 - used)

header = struct.pack('<4sIIQIIIIIII', b'regf', 1, 1, 0, 1, 3, 0, 1, CELLS, 4096, 1)
header = header.ljust(508, b'\0')
checksum = 0
for word in struct.unpack('<127I', header):
    checksum ^= word
header += struct.pack('<I', checksum)
with open(sys.argv[1], 'wb') as hive:
    hive.write(header.ljust(4096, b'\0') + content.ljust(4096, b'\0'))
