# Finds DuckDB's C library: the system's if it is installed, else the copy that
# `npm ci` put under node_modules (pinned, with its integrity hash, in
# package-lock.json). Gives the target DuckDB::duckdb.
set(_parts "${PROJECT_SOURCE_DIR}/node_modules")
string(TOLOWER "${CMAKE_SYSTEM_NAME}" _os)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64|amd64)$")
    set(_cpu x64)
else()
    set(_cpu arm64)
endif()

find_path(DuckDB_INCLUDE_DIR duckdb.h
    PATHS /usr/include /usr/local/include "${_parts}/duckdb/src/duckdb/src/include")
find_library(DuckDB_LIBRARY duckdb
    PATHS /usr/lib /usr/local/lib "${_parts}/@duckdb/node-bindings-${_os}-${_cpu}")

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(DuckDB
    REQUIRED_VARS DuckDB_LIBRARY DuckDB_INCLUDE_DIR
    REASON_FAILURE_MESSAGE "Neither the system nor node_modules has DuckDB (run: ./run setup)")

if(DuckDB_FOUND AND NOT TARGET DuckDB::duckdb)
    # The header is taken through a folder of its own: beside it lie several
    # hundred C++ headers of DuckDB that must not be on our include path.
    set(_only_header "${PROJECT_BINARY_DIR}/duckdb-header")
    file(MAKE_DIRECTORY "${_only_header}")
    configure_file("${DuckDB_INCLUDE_DIR}/duckdb.h" "${_only_header}/duckdb.h" COPYONLY)
    add_library(DuckDB::duckdb SHARED IMPORTED)
    set_target_properties(DuckDB::duckdb PROPERTIES
        IMPORTED_LOCATION "${DuckDB_LIBRARY}"
        IMPORTED_NO_SONAME TRUE
        INTERFACE_INCLUDE_DIRECTORIES "${_only_header}")
endif()
mark_as_advanced(DuckDB_INCLUDE_DIR DuckDB_LIBRARY)
