#!/bin/sh
# Leads one X session: starts the X server, then the user's program; ends the one when the other ends.
# usage: leader.sh FOLDER X-SERVER-COMMAND...
# Says "display N" or "failed STATUS" on standard output; starts the program when a line or the end
# comes on standard input. Leaves behind in FOLDER: display (the number), log (all output), exit
# ("STATUS SECONDS program" or "STATUS SECONDS server").

cd "$1" || exit 125
shift
umask 077
rm -f exit ready
exec 2>>log
folder=$PWD
program=
stopping=

stop() {
    stopping=1
    trap : TERM INT HUP
    # The whole process group: the X server, the program and what it started.
    kill -TERM 0
}
server_ended() {
    server_gone=1
    [ -z "$program" ] || kill -TERM "$program" 2>/dev/null
}
server_gone=
trap stop TERM INT HUP
trap server_ended USR1
# A server that goes away while it is told the display must not end the session.
trap : PIPE

# Runs the X server on one display number, and tells when it has ended.
serve() {
    trap : TERM INT HUP
    "$@" -displayfd 3 3>ready >server.log 2>&1 </dev/null &
    server=$!
    echo "$server" >server
    while kill -0 "$server" 2>/dev/null; do
        wait "$server"
        status=$?
    done
    echo "$status" >server-exit
    kill -USR1 $$ 2>/dev/null
}
# Takes the lock file that X servers know each other by. They take none themselves when they are
# told -displayfd, so that two that start at once can meet on one number.
take() {
    lock=/tmp/.X$1-lock
    if [ -O "$lock" ] && read -r owner <"$lock" && [ ! -d "/proc/${owner:-none}" ]; then
        rm -f "$lock"
    fi
    # Thousands that are taken are passed without a process for each.
    [ ! -e "$lock" ] || return 1
    # Readable for the servers of others; not written if it is there.
    (umask 022; set -C; printf '%10d\n' $$ >"$lock") 2>/dev/null
}

program_of_server=$1
shift
number=
candidate=10
while [ -z "$number" ] && [ "$candidate" -lt 10000 ] && [ -z "$stopping" ]; do
    if take "$candidate"; then
        mkfifo ready || exit 125
        server_gone=
        serve "$program_of_server" ":$candidate" "$@" &
        keeper=$!
        read -r number <ready
        rm -f ready
        if [ -z "$number" ]; then
            wait "$keeper"
            wait "$keeper"
            rm -f "$lock"
            if ! grep -q -e 'already active' -e 'listening sockets' server.log; then
                echo "failed $(cat server-exit)"
                exit 1
            fi
        fi
    fi
    candidate=$((candidate + 1))
done
if [ -z "$number" ]; then
    # In the file first: whoever reads the answer looks there for the reason.
    echo "Every display number from 10 to 9999 is in use: remove /tmp/.X*-lock of servers that run no more." >server.log
    echo "failed"
    exit 1
fi
echo "$number" >display
echo "display $number"
exec >&2
# Whoever asked for the session sets up the screen before anything is drawn.
read -r go
exec </dev/null

DISPLAY=:$number
XAUTHORITY=$folder/Xauthority
export DISPLAY XAUTHORITY
if [ -z "$XDG_RUNTIME_DIR" ]; then
    mkdir -p -m 700 xdg
    XDG_RUNTIME_DIR=$folder/xdg
    export XDG_RUNTIME_DIR
fi
chosen=$HOLDFAST_PROGRAM
where=${HOLDFAST_WORK_DIRECTORY:-$HOME}
unset HOLDFAST_PROGRAM HOLDFAST_WORK_DIRECTORY
cd "$where" 2>/dev/null || {
    echo "The folder $where cannot be entered."
    cd "$HOME" 2>/dev/null || cd /
}

first_of() {
    for one; do
        if command -v "$one" >/dev/null 2>&1; then
            echo "$one"
            return
        fi
    done
}

# Debian's session manager may be a window manager alone: an empty black screen.
system_session() {
    case $(readlink -f "$(command -v x-session-manager)" 2>/dev/null) in
    '' | */openbox-session | */openbox) return 1 ;;
    esac
}

if [ -n "$chosen" ]; then
    set -- /bin/sh -c "$chosen"
elif [ -x "$HOME/.xsession" ]; then
    set -- "$HOME/.xsession"
elif [ -r "$HOME/.xsession" ]; then
    set -- /bin/sh "$HOME/.xsession"
elif [ -x /etc/X11/Xsession ] && system_session; then
    set -- /etc/X11/Xsession
elif [ -x /etc/X11/xinit/Xsession ]; then
    set -- /etc/X11/xinit/Xsession
else
    manager=$(first_of xfce4-session mate-session lxqt-session startlxde openbox-session openbox \
        icewm-session icewm fluxbox xfwm4 metacity marco jwm fvwm3 fvwm2 fvwm wmaker i3 twm)
    terminal=$(first_of x-terminal-emulator xterm uxterm xfce4-terminal mate-terminal lxterminal \
        qterminal konsole gnome-terminal urxvt rxvt st kitty alacritty)
    case $manager in
    *-session | startlxde)
        [ "$manager" = openbox-session ] || terminal= ;;
    esac
    if [ -n "$manager" ] && [ -n "$terminal" ]; then
        # A window that comes while openbox starts is shown only when the pointer moves.
        set -- /bin/sh -c '{
            tries=0
            until [ $tries -ge 20 ] ||
                xprop -root _NET_SUPPORTING_WM_CHECK 2>/dev/null | grep -q "window id"; do
                tries=$((tries + 1))
                sleep 0.1
            done
            exec "$1"
        } & exec "$2"' session "$terminal" "$manager"
    elif [ -n "$manager" ] || [ -n "$terminal" ]; then
        set -- "${manager:-$terminal}"
    else
        set -- /bin/sh -c 'echo "There is no desktop on this machine: install one, or a window manager (openbox) and a terminal (xterm)."; exit 127'
    fi
fi
if [ ! -S "$XDG_RUNTIME_DIR/bus" ] && [ -z "$DBUS_SESSION_BUS_ADDRESS" ] \
    && [ -n "$(first_of dbus-run-session)" ]; then
    set -- dbus-run-session -- "$@"
fi

began=$(date +%s)
status=0
if [ -z "$server_gone$stopping" ]; then
    # A login shell reads the system's and the user's profile.
    /bin/sh -l -c 'exec "$@"' session "$@" &
    program=$!
    while kill -0 "$program" 2>/dev/null; do
        wait "$program"
        status=$?
    done
fi

ended=$(date +%s)
if [ "$((ended - began))" -lt 10 ] && [ "$HOME/.xsession-errors" -nt "$folder/display" ]; then
    tail -n 20 "$HOME/.xsession-errors"
fi
cause=program
[ -z "$server_gone" ] || cause=server
echo "$status $((ended - began)) $cause" >"$folder/exit.new"
mv "$folder/exit.new" "$folder/exit"
stop
wait "$keeper"
wait "$keeper"
rm -f "$lock"
exit 0
