# Every command that answers for a day, from the program's own manual, with arguments to ask it with: what is added
# to the program is asked, too.
# shellcheck shell=bash

# Paths of the commands that take --as-of and --as-seen-on, and what each needs: "report manager|PERSON".
reports_dated() {
    "$RUNGS" manual markdown | awk '
        /^### rungs / { path = substr($0, 11) }
        /^Usage: `rungs / { needs = $0; sub(".*rungs " path " ?", "", needs); gsub(/\[[^]]*\] ?|`.*/, "", needs); sub(/ *$/, "", needs) }
        /^Also takes:.*Which day/ { print path "|" needs }'
}

# One line for each way in which it is asked; a command that is not named here is asked with the usual person.
report_arguments() {
    case $1 in
    "report manager") printf '%s\n' K1005 'K1001 --everybody' 'K1005 --direct --since 2026-06-30' 'K1005 --handover' ;;
    "report person") printf '%s\n' K1012 K1053 K1005 ;;
    "report packet") printf '%s\n' K1012 'K1032 --target lead_pm' ;;
    "report readiness") printf '%s\n' '' '--person K1032 --target lead_pm' '--org Growth --stages three-phases' ;;
    "report crossings" | "report skills") printf '%s\n' '' '--manager K1005' ;;
    "calibrate summary") printf '%s\n' '--cycle 2026-H2' '--cycle 2026-H2 --by org' '--by org' ;;
    "calibrate compare") echo 'K1012 K1032' ;;
    "evidence list") printf '%s\n' '--most 1000' '--person K1012' ;;
    "evidence show") printf '%s\n' 58 109 118 ;;
    "evidence gaps") printf '%s\n' K1012 'K1032 --target lead_pm' ;;
    "scope list") printf '%s\n' '' '--person K1012' ;;
    # These compare editions or write files, and have tests of their own.
    "ladder diff" | "ladder remap" | "ladder export") ;;
    *)
        case $2 in
        '') echo ;;
        PERSON) echo K1012 ;;
        *) echo "no arguments are known for '$1 $2': name some in tests/support/reports.bash" >&2 && return 1 ;;
        esac
        ;;
    esac
}

# Every question, one a line: "report manager K1005 --direct".
report_questions() {
    local path needs arguments line
    while IFS='|' read -r path needs; do
        arguments=$(report_arguments "$path" "$needs") || return 1
        case $path in "ladder diff" | "ladder remap" | "ladder export") continue ;; esac
        while IFS= read -r line; do echo "$path $line"; done <<<"$arguments"
    done < <(reports_dated)
}
