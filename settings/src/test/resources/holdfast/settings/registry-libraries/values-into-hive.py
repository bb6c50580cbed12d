# Sets values in a hive, read as key|name|type|data: values-into-hive.py HIVE < VALUES
import sys

import hivex

hive = hivex.Hivex(sys.argv[1], write=True)
for line in sys.stdin:
    path, name, kind, data = line.rstrip('\n').split('|')
    node = hive.root()
    for key in path.split('\\')[1:]:
        node = hive.node_get_child(node, key) or hive.node_add_child(node, key)
    hive.node_set_value(node, {'key': name, 't': int(kind), 'value': bytes.fromhex(data)})
hive.commit(None)
