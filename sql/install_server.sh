#!/bin/sh
# Installs what the demonstration mode and the tests need from the packages of the system: a server program (MariaDB,
# else MySQL), and the pager `less`.
#
# What is there is left alone. It installs the bare server where there is such a package, never starts or enables a
# service, and asks for an administrator's rights only to install.
# It refuses to guess: where it cannot install a server, it says what to type and ends with a status other than 0. The
# program does without `less`, only its tests do not: where it cannot be installed, a warning says so.

set -eu

server_folders="/usr/sbin /usr/bin /usr/libexec /usr/local/sbin /usr/local/bin /usr/local/mysql/bin"
server_folders="$server_folders /opt/homebrew/opt/mariadb*/bin /opt/homebrew/opt/mysql*/bin"
server_folders="$server_folders /usr/local/opt/mariadb*/bin /usr/local/opt/mysql*/bin"
server_folders="$server_folders /home/linuxbrew/.linuxbrew/opt/mariadb*/bin /home/linuxbrew/.linuxbrew/opt/mysql*/bin"
server_folders="$server_folders /opt/local/lib/mariadb*/bin /opt/local/lib/mysql*/bin"
# Older releases have a MariaDB that is too old, under another name; their MySQL will do.
apt_servers="mariadb-server-core mysql-server-core-8.4 mysql-server-core-8.0 mysql-server-core"
by_hand="Installez vous-même un serveur MariaDB (10.11 ou plus récent) ou MySQL (8.0 ou plus récent)."
is_list_updated=false

say() {
    printf '%s\n' "$*" >&2
}

# fail FAULT ADVICE: ends, with what to do instead.
fail() {
    say "Erreur : $1"
    say "$2"
    say "Ensuite, relancez : sh sql/install_server.sh"
    exit 1
}

server_is_installed() {
    if command -v mariadbd >/dev/null 2>&1 || command -v mysqld >/dev/null 2>&1; then
        return 0
    fi
    # Unquoted: the list holds patterns.
    for folder in $server_folders; do
        if [ -x "$folder/mariadbd" ] || [ -x "$folder/mysqld" ]; then
            return 0
        fi
    done
    return 1
}

# administrator COMMAND…: runs it as root. Without a terminal nobody could type the password: sudo must not ask.
administrator() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif ! command -v sudo >/dev/null 2>&1; then
        return 1
    elif [ -t 0 ]; then
        sudo "$@"
    else
        sudo -n "$@"
    fi
}

# has_rights: sets the fault that is told where they are missing.
has_rights() {
    fault="il faut les droits d'administrateur (root, ou sudo) pour installer le serveur."
    administrator true
}

apt_get() {
    administrator env DEBIAN_FRONTEND=noninteractive apt-get --quiet --yes \
        -o Acquire::Retries=3 -o DPkg::Lock::Timeout=120 "$@"
}

# Once is enough. One unreachable source among several must not prevent the installation.
apt_get_update() {
    if [ "$is_list_updated" = true ]; then
        return 0
    fi
    is_list_updated=true
    apt_get update || say "Attention : la liste des paquets n'a pas pu être mise à jour entièrement."
}

# first_apt_package PACKAGE…: the first that apt knows, or else the first.
first_apt_package() {
    for package in "$@"; do
        if apt-cache show "$package" >/dev/null 2>&1; then
            printf '%s\n' "$package"
            return 0
        fi
    done
    printf '%s\n' "$1"
}

# install_with_apt PACKAGE…: the first of them that there is.
install_with_apt() {
    typed="Tapez : sudo apt-get update && sudo apt-get install --no-install-recommends"
    advice="$typed $1"
    has_rights || return 1
    apt_get_update
    package=$(first_apt_package "$@")
    fault="l'installation du paquet $package a échoué."
    advice="$typed $package"
    apt_get install --no-install-recommends "$package"
}

# install_with MANAGER ARGUMENT…: the managers that need one command.
install_with() {
    advice="Tapez : sudo $*"
    has_rights || return 1
    fault="l'installation avec $1 a échoué."
    administrator "$@"
}

# install_package NAME [NAMES_OF_APT [NAME_OF_DNF]]: with the first package manager there is; what has no name of its
# own there is called NAME. Where it fails, `fault` and `advice` say why and what to do instead.
install_package() {
    if command -v apt-get >/dev/null 2>&1; then
        # Unquoted: the list holds names.
        install_with_apt ${2:-$1}
    elif command -v dnf >/dev/null 2>&1; then
        install_with dnf --assumeyes --setopt=install_weak_deps=False install "${3:-$1}"
    elif command -v microdnf >/dev/null 2>&1; then
        install_with microdnf --assumeyes --setopt=install_weak_deps=0 install "${3:-$1}"
    elif command -v apk >/dev/null 2>&1; then
        install_with apk add --no-cache "$1"
    elif command -v brew >/dev/null 2>&1; then
        # Homebrew refuses root and needs no other rights.
        fault="l'installation avec brew a échoué."
        advice="Tapez : brew install $1"
        brew install "$1"
    else
        fault="aucun gestionnaire de paquets connu (apt, dnf, microdnf, apk, brew)."
        advice=$by_hand
        return 1
    fi
}

if ! server_is_installed; then
    say "Installation du serveur MariaDB (ou MySQL) de la démonstration…"
    install_package mariadb "$apt_servers" mariadb-server || fail "$fault" "$advice"
    if ! server_is_installed; then
        fail "l'installation s'est terminée, mais ni mariadbd ni mysqld n'ont été trouvés." \
            "$by_hand"
    fi
    say "Serveur installé. Aucun service n'a été démarré."
fi
if ! command -v less >/dev/null 2>&1; then
    say "Installation de less, qui affiche les longs résultats page par page…"
    install_package less ||
        say "Attention : less n'a pas pu être installé, un long résultat s'affichera d'un trait."
fi
