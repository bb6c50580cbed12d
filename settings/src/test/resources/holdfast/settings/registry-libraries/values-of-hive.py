# Prints each value of a hive with its key, name, type and data: values-of-hive.py HIVE
import sys

import hivex


def show(node, path):
    for value in hive.node_values(node):
        kind, data = hive.value_value(value)
        print(path, hive.value_key(value), kind, data.hex(), sep='|')
    for child in hive.node_children(node):
        show(child, path + '\\' + hive.node_name(child))


hive = hivex.Hivex(sys.argv[1])
show(hive.root(), 'HKEY_LOCAL_MACHINE')
