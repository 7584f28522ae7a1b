# SPDX-License-Identifier: MIT
# What the cases share; every --- shell section may use these.

# street_header: the columns of a street file of data.police.uk.
street_header() {
    echo 'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context'
}

# street_rows MONTH TYPE N: N crimes of a type in Hartlepool, recorded by Cleveland Police.
street_rows() {
    local i
    for ((i = 0; i < $3; i++)); do
        printf '%s%03d,%s,Cleveland Police,Cleveland Police,-1.21,54.69,On or near Park Road,E01011954,Hartlepool 001A,%s,Under investigation,\n' \
            "${2:0:2}${1/-/}" "$i" "$1" "$2"
    done
}

# tiny_data FOLDER: fourteen months of Cleveland's street files, a few rows each.
tiny_data() {
    local month n=0
    for month in 2023-{01..12} 2024-0{1,2}; do
        n=$((n + 1))
        mkdir -p "$1/$month"
        {
            street_header
            street_rows "$month" Burglary $((20 + n * 7 % 5))
            street_rows "$month" Drugs $((12 + n % 3))
        } >"$1/$month/$month-cleveland-street.csv"
    done
}

# tiny_workspace: folder ws over such data, dated so that releases have a fixed date.
tiny_workspace() {
    tiny_data data
    peelian init ws --preset police.uk --data data >/dev/null
}

# tiny_release: the same with a release in it.
tiny_release() {
    tiny_workspace
    peelian build ws --date 2024-03-20 --quiet >/dev/null
}

# letters_register FOLDER: a register of letters with a number, due dates, a private field and two people's moves.
letters_register() {
    mkdir -p "$1/registers"
    cat >"$1/registers/letters.toml" <<'END'
id       = "letters"
title    = "Letters"
singular = "letter"
about    = "Letters that were received, and when they were answered."
number   = "L{n:3}"
heading  = "subject"
owner    = "owner"

[access]
create = ["officer", "administrator"]
edit   = ["officer", "administrator"]

[[field]]
id       = "subject"
label    = "Subject"
type     = "text"
required = true

[[field]]
id       = "received"
label    = "Received"
type     = "date"
required = true

[[field]]
id    = "answered"
label = "Answered"
type  = "date"
not_before = "received"

[[field]]
id    = "owner"
label = "Who answers it"
type  = "person"

[[field]]
id    = "advice"
label = "Legal advice"
type  = "text"
read  = ["officer", "administrator"]
write = ["officer", "administrator"]

[[state]]
id    = "open"
label = "Open"
kind  = "open"

[[state]]
id    = "closed"
label = "Answered"
kind  = "done"

[[move]]
id    = "answer"
label = "Answer the letter"
from  = ["open"]
to    = "closed"
sets  = ["answered"]
who   = ["officer", "administrator"]

[[due]]
id    = "answer"
label = "Answer"
rule  = "20 working days"
from  = "received"
done  = "answered"
until = ["closed"]
who   = "owner"
END
}

# letters_workspace: a tiny workspace with that register, two records in text, and mail from somebody.
letters_workspace() {
    tiny_workspace
    letters_register ws
    mkdir -p ws/records
    cat >ws/records/letters.toml <<'END'
[[record]]
number   = "L001"
subject  = "Noise at night"
received = "2024-01-02"
owner    = "Ann Analyst"

[[record]]
number   = "L002"
subject  = "Lighting in Park Road"
received = "2024-01-08"

[[record.move]]
to       = "closed"
on       = "2024-01-15"
note     = "By e-mail"
END
    printf '\n[mail]\nfrom = "Registers <registers@example.org>"\n' >>ws/peelian.toml
}

# letters_store: the same with a store of these records.
letters_store() {
    letters_workspace
    PEELIAN_NOW=2024-02-01T09:00:00Z peelian registers import --all -w ws >/dev/null
}
