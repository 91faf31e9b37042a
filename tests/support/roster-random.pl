#!/usr/bin/perl
# A random roster: tests/support/roster-random.pl SEED [BEFORE] writes one of some 1,300 people; with the file of before,
# what became of it: a few people come, go, change, or are written twice or wrongly. Same seed, same file.
use strict;
use warnings;
my ($seed, $before) = @ARGV;
# A generator of our own, so that every Perl gives the same (Park and Miller 1988, minimal standard).
my $state = $seed * 7919 + 1;
sub chance { $state = $state * 16807 % 2147483647; return $state / 2147483647; }
sub pick { return $_[int(chance() * @_)]; }
my @levels = qw(apm pm senior_pm lead_pm director);
my @header = qw(employee_id name email title level level_since manager_id manager_email location hire_date status leave_date);
my @people;
sub fresh {
    my ($number) = @_;
    my $id = sprintf 'R%05d', $number;
    return [$id, "Person $number", lc "$id\@big.example", 'Title ' . int(chance() * 40), pick(@levels), '2024-01-15', '', '', 'City ' . int(chance() * 9),
            '2020-03-01', 'active', ''];
}
if ($before) {
    open my $file, '<', $before or die;
    <$file>;
    while (<$file>) { chomp; push @people, [split /,/, $_, -1]; }
} else {
    for my $number (1 .. 1300) {
        my $person = fresh($number);
        if ($number > 1) { $person->[chance() < 0.7 ? 6 : 7] = chance() < 0.7 ? '' : ''; boss($person, int(($number + 7) / 9)); }
        push @people, $person;
    }
}
sub boss {
    my ($person, $number) = @_;
    my $id = sprintf 'R%05d', $number;
    $person->[6] = $person->[7] = '';
    if (chance() < 0.6) { $person->[6] = $id } else { $person->[7] = lc "$id\@big.example" }
}
if ($before) {
    my $next = 2000 + $seed * 100;
    my @kept;
    for my $person (@people) {
        my $dice = chance();
        $person->[4] = 'pm' if $person->[4] eq 'nolevel';                           # mended
        next if $dice < 0.004 && $person->[0] ne 'R00001';                          # not in the file
        $person->[3] = 'Title ' . int(chance() * 40) if $dice > 0.990;              # another title
        $person->[4] = pick(@levels, '') if $dice > 0.985 && $dice < 0.990;         # another level
        boss($person, 1 + int(chance() * 20)) if $dice > 0.980 && $dice < 0.985 && $person->[0] gt 'R00030';
        @$person[10, 11] = ('terminated', '2026-05-0' . (1 + int(chance() * 9))) if $dice > 0.977 && $dice < 0.980 && $person->[0] gt 'R00200';
        @$person[10, 11] = ('active', '') if $person->[10] eq 'terminated' && chance() < 0.3;    # back
        $person->[2] = lc "new$seed.$person->[0]\@big.example" if $dice > 0.975 && $dice < 0.977;
        $person->[11] = '2026-12-24' if $dice > 0.974 && $dice < 0.975 && $person->[10] eq 'active'; # leaves soon
        $person->[9] = '2020-04-01' if $dice > 0.972 && $dice < 0.974;              # another day of hire
        push @kept, $person;
        push @kept, [@$person[0 .. 2], 'Second position', @$person[4 .. 11]] if $dice > 0.971 && $dice < 0.972;
    }
    @people = @kept;
    for (1 .. 3) { my $person = fresh($next++); boss($person, 1 + int(chance() * 100)); push @people, $person; }
    # Somebody comes in with a word for a manager that is a name, a stranger, or nobody.
    my $odd = fresh($next++);
    $odd->[6] = pick('Person 5', 'X999', 'none', 'R00003');
    push @people, $odd;
    # In some files one row is wrong.
    $people[700][4] = 'nolevel' if $seed % 5 == 0;
}
$, = ','; $\ = "\n";
print @header;
print @$_ for @people;
