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
