# Prints a hive as an export of HKEY_LOCAL_MACHINE: export.pl HIVE
use strict;
use warnings;
use Win::Hivex;
use Win::Hivex::Regedit qw(reg_export);

my $hive = Win::Hivex->open($ARGV[0]);
print "Windows Registry Editor Version 5.00\n\n";
reg_export($hive, '\\' . $hive->node_name($_), *STDOUT, prefix => 'HKEY_LOCAL_MACHINE')
    for $hive->node_children($hive->root());
