# Reads an export of HKEY_LOCAL_MACHINE into a hive: merge.pl HIVE FILE.reg
use strict;
use warnings;
use Win::Hivex;
use Win::Hivex::Regedit qw(reg_import);

my $hive = Win::Hivex->open($ARGV[0], write => 1);

# It makes a key, but not the keys above.
sub with_parents {
    my $path = shift =~ s/^HKEY_LOCAL_MACHINE//r;
    my $node = $hive->root();
    my @keys = grep { length } split /\\/, $path;
    pop @keys;
    $node = $hive->node_get_child($node, $_) || $hive->node_add_child($node, $_) for @keys;
    return ($hive, $path);
}

open my $file, '<:encoding(UTF-16):crlf', $ARGV[1] or die $!;
reg_import($file, \&with_parents);
$hive->commit(undef);
