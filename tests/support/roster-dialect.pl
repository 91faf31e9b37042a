#!/usr/bin/perl
# A random roster in a random dialect: tests/support/roster-dialect.pl SEED FILE writes it to FILE, and what should be
# read from it to stdout: a line a person, cells between |, in the order of the employee ids, line ends within cells as ~.
use strict;
use warnings;
use utf8;
use Encode;
my ($seed, $path) = @ARGV;
my $state = $seed * 7919 + 1;
sub chance { $state = $state * 16807 % 2147483647; return $state / 2147483647; } # Park and Miller 1988
sub pick { return $_[int(chance() * @_)]; }
my %words = (
    employee_id => ['employee_id', 'Employee ID', 'EMPLOYEE-ID', 'Employee #', 'Personalnummer'],
    name => ['name', 'Full Name', 'Employee Name', 'Preferred_Name'],
    email => ['email', 'Work Email', 'E-Mail', 'Email Address'],
    title => ['title', 'Job Title', 'Position', 'JOB TITLE'],
    location => ['location', 'Office', 'Work Location', 'Standort'],
    manager => ['manager_id', 'Manager ID', 'Supervisor ID'],
    hire_date => ['hire_date', 'Hire Date', 'Start Date', 'Original Hire Date'],
);
my @columns = sort { chance() <=> 0.5 } sort keys %words;
my $delimiter = pick(',', ';', "\t", '|');
my $quote_all = chance() < 0.3;
my $end = pick("\n", "\r\n", "\r");
my ($encoding, $mark) = @{ pick(['UTF-8', ''], ['UTF-8', "\x{FEFF}"], ['UTF-16LE', "\x{FEFF}"], ['UTF-16BE', "\x{FEFF}"]) };
my @letters = ('a' .. 'z', 'A' .. 'Z', 'é', 'ß', 'Ł', '山', 'ب', 'ш', '😀', '.', '-', '&', ' ', ' ');
sub word { # no blanks around it, and nothing that would be read as something else
    my $word = join '', map { pick(@letters) } 1 .. 1 + int(chance() * 12);
    $word .= pick('"', "\n", ',', ';', '|', '""', "'") . 'z' if chance() < 0.15;
    return 'x' . $word . 'y';
}
sub cell {
    my ($cell) = @_;
    my $quoted = $quote_all && $cell ne '' || $cell =~ /["\r\n,;|\t]/;
    $cell =~ s/\n/$end/g;
    my $blanks = chance() < 0.1 ? ' ' : '';
    return $blanks . $cell . $blanks if !$quoted;
    $cell =~ s/"/""/g;
    return $blanks . '"' . $cell . '"' . $blanks;
}
my (@rows, @expected);
my $people = 20 + int(chance() * 40);
for my $number (1 .. $people) {
    my %person = (
        employee_id => sprintf('%05d', $number), email => "p$number\@big.example",
        # Names are said without line ends and commas: those are turned, which other tests look at.
        name => 'N' . (word() =~ s/[\n,"'()]//gr) . $number,
        title => chance() < 0.2 ? '' : word(), location => chance() < 0.2 ? '' : word(),
        manager => $number > 1 && chance() < 0.8 ? sprintf('%05d', 1 + int(chance() * ($number - 1))) : '',
        hire_date => sprintf('20%02d-%02d-%02d', 10 + int(chance() * 14), 1 + int(chance() * 12), 1 + int(chance() * 28)),
    );
    $person{name} =~ s/ +/ /g;
    push @rows, \%person;
}
binmode STDOUT, ':utf8';
print join('|', map { my $cell = $_; $cell =~ s/\n/~/g; $cell } @{$_}{qw(employee_id name email title location manager hire_date)}), "\n" for @rows;
my $text = $mark . join($delimiter, map { cell(pick(@{ $words{$_} })) } @columns) . $end;
for my $row (sort { chance() <=> 0.5 } @rows) {
    $text .= join($delimiter, map { cell($row->{$_}) } @columns) . $end;
    $text .= $end if chance() < 0.05;
}
$text = substr $text, 0, -length $end if chance() < 0.3;
open my $file, '>:raw', $path or die;
print $file encode($encoding, $text);
