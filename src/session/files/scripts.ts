/** Lines of complaints that a script passes on: `tar` may have one for each of a million files. */
const MOST_COMPLAINTS = 20;
/** Links to links that are followed, there and here, as Linux does. */
export const MOST_LINKS = 40;

/**
 * What both scripts begin with: the terminal does not repeat what it is sent, and ends lines as they are written.
 *
 * - `hear` waits for a line, and fails at `.no`. It skips what is left of data, of which no line has a full stop, and
 *   ends of input; many of these mean that nobody is there any more.
 * - `stay` is what both end with, until `dismiss` says that all has come: see `STAY` of commands. Here it can be
 * interrupted.
 * - `expand` puts a path into `$e`, with the home directory in place of `~`.
 * - `outcome` reads complaints, a line of `=` and an exit code, and what comes after it. It says the first complaints,
 * and
 *   in a last line the code, how many complaints were harmless, and the rest. Harmless is what GNU tar says, with exit
 *   code 1, of files that others use at the same time: they are in the archive all the same.
 * - `owner` says whose a file is, and its mode.
 */
const BEGIN = String.raw`
  LC_ALL=C; export LC_ALL; stty -echo -opost 2>/dev/null;
  say() { printf '\036%s\036' "$1"; };
  has() { command -v "$1" >/dev/null 2>&1; };
  hear() { c=0; while [ $c -lt 9 ]; do if read -r g; then case $g in "$1") return 0;; .no) return 1;; esac; else c=$((c+1)); fi; done; return 1; };
  stay() { read -r g; };
  expand() { e=$1; case $e in '~'|'~/'*) e=$HOME$\{e#?};; esac; };
  outcome() {
    i=0; h=0; x=; y=;
    while IFS= read -r l; do
      if [ -n "$x" ]; then y="$y $l"; continue; fi;
      case $l in
        =[0-9]*) x=$\{l#=};;
        'tar: '*': file changed as we read it'|'tar: '*': file removed before we read it'|'tar: '*': socket ignored') h=$((h+1));;
        *) if [ $i -lt ${MOST_COMPLAINTS} ]; then printf '%s\n' "$l"; fi; i=$((i+1));;
      esac;
    done;
    printf '=%s %s%s' "$\{x:-1}" $h "$y";
  };
  owner() { stat -L -c '%u:%g %a' "$1" 2>/dev/null; };
  tar=no; if has tar; then tar=yes; fi;
  sum=none; if has sha256sum; then sum=sha256sum; elif has cksum; then sum=cksum; elif has wc; then sum=wc; fi;
  check() { if [ $sum = wc ]; then wc -c; else $sum; fi; };`;

/**
 * Sends a file, or a folder's files as an archive. Parameter: the path. It says what it has found, waits for the line
 * `.go`, says `data`, sends the bytes in base64 or hexadecimal, and says how that went: the outcome of `tar` or `head`,
 * and the checksum of just these bytes, by `tee`: the file may well go on growing, as logs do. The mode is in octal, or
 * as `ls` writes it; where there is neither `stat` nor `ls` it is not said.
 */
export const SEND = oneLine(
  BEGIN,
  String.raw`
  expand "$1"; p=$e; size=; mode=;
  if [ -d "$p" ]; then kind=folder; elif [ -f "$p" ]; then kind=file; elif [ -e "$p" ]; then kind=other; else kind=none; fi;
  if [ $kind != none ] && [ ! -r "$p" ]; then kind=denied; fi;
  case $1 in '~'*) if [ -z "$HOME" ]; then kind=homeless; fi;; esac;
  if has base64; then code=base64; elif has od; then code=hex; else code=none; fi;
  if ! has tee || ! has cat; then sum=none; tar=no; fi;
  if [ $kind = file ] && [ $sum != none ] && has wc && has head; then size=$(wc -c < "$p"); fi;
  if has stat; then mode=$(owner "$p"); mode=$\{mode#* }; fi;
  if [ -z "$mode" ] && has ls; then mode=$(ls -ldL "$p" 2>/dev/null | { read -r m l; printf %s "$m"; }); fi;
  encode() { if [ $code = base64 ]; then base64; else od -An -v -tx1; fi; };
  bytes() { if [ $kind = folder ]; then cd "$p" && tar -cf - .; elif [ -n "$size" ]; then head -c $size < "$p"; else cat < "$p"; fi; };
  say "kind=$kind code=$code sum=$sum tar=$tar mode=$mode size="$size;
  hear .go || exit;
  say data;
  exec 5>&1;
  if [ $sum = none ]; then r=$( { encode < "$p" 2>&1 >&5; echo "=$?"; } | outcome );
  else r=$( { { { { bytes 2>&3; echo "=$?" >&3; } | tee /dev/fd/4 | check >&3; } 4>&1 | encode >&5; } 3>&1; } | outcome ); fi;
  say "$r"; stay`,
);

/**
 * Receives a file, or an archive of a folder's files. Parameters: the path; the path in it, should it be a folder; the
 * folder that it is in; a new name for the time being; `file` or `folder`; its mode; a umask that takes away what the
 * mode does not have. It says what it has found and waits for `.go`; takes lines of base64, or of octal escapes, until
 * Ctrl-D, and says how that went and the checksum; waits for another `.go`, gives the copy its name, and says how that
 * went. Nothing interrupts that last step.
 *
 * A file is replaced as `cp` does it: links are followed, and owner and mode stay. Where a new file can have these it
 * takes the old one's name in one step. Where it cannot, or the file is a mount, as `/etc/hosts` is in containers, the
 * old one is written anew in its place, after a copy of it was made, from which it is restored should the disk be full;
 * what could not be restored is left, and its path is the rest of the outcome. Until it is complete nobody else may
 * read it.
 *
 * BusyBox's `tar` heeds modes only for root, and otherwise the umask: there is none in a folder that nobody else may
 * enter. `wipe` also removes folders with others in them that take away the right to write into them. It changes the
 * modes of folders only: a file may have another name elsewhere.
 */
export const RECEIVE = oneLine(
  BEGIN,
  String.raw`
  expand "$1"; t=$e; expand "$3"; d=$e; kind=$5; inside=no;
  if [ -d "$t" ]; then d=$t; expand "$2"; t=$e; inside=yes; fi;
  there=none;
  if [ $kind = folder ] && [ -L "$t" ]; then there=link;
  elif [ -d "$t" ]; then there=folder; elif [ -f "$t" ]; then there=file; elif [ -e "$t" ]; then there=special; fi;
  i=0;
  while [ $kind = file ] && [ -L "$t" ] && [ $i -lt ${MOST_LINKS} ] && l=$(readlink "$t" 2>/dev/null && echo .); do
    l=$\{l%??}; case $l in /*) t=$l;; *) t=$\{t%/*}/$l;; esac;
    d=$\{t%/*}; d=$\{d:-/}; i=$((i+1));
  done;
  place=ok; b=$d;
  if [ ! -d "$d" ]; then place=none;
  elif [ ! -w "$d" ]; then
    place=denied;
    if [ $there = file ] && [ -w "$t" ]; then
      for b in "$\{TMPDIR:-/tmp}" /var/tmp /dev/shm; do if [ -d "$b" ] && [ -w "$b" ]; then place=ok; break; fi; done;
    fi;
  fi;
  case $1 in '~'*) if [ -z "$HOME" ]; then place=homeless; fi;; esac;
  code=octal; if has base64; then code=base64; fi;
  tools=yes; if ! has mv || ! has rm; then tools=no; elif [ $there = file ] && ! has cat; then tools=no; fi;
  free=; if has df; then free=$(df -Pk "$b" 2>/dev/null | { read -r l; read -r x y z l g; printf %s,%s "$y" "$l"; }); fi;
  say "place=$place there=$there inside=$inside code=$code sum=$sum tar=$tar tools=$tools free=$free";
  hear .go || exit;
  n=$b/$4;
  wipe() { rm -rf "$@" 2>/dev/null || { find "$@" -type d -exec chmod u+rwx '{}' ';' 2>/dev/null; rm -rf "$@"; }; };
  clean() { wipe "$n" "$n.new"; };
  trap 'clean; exit 1' HUP INT TERM;
  if has chmod; then umask 077; else umask $7; fi;
  decode() { if [ $code = base64 ]; then base64 -d; else while IFS= read -r l; do printf "$l" || return; done; fi; };
  w=$( { ( decode > "$n" ) 2>&1; s=$?; echo "=$s"; if [ $s = 0 ] && [ $sum != none ]; then check < "$n"; fi; } | outcome );
  say "$w";
  hear .go || { clean; exit; };
  keep() { a=$(owner "$t"); [ -n "$a" ] && case $(owner "$1") in "$\{a% *} "*) ;; *) chown "$\{a% *}" "$1";; esac && chmod "$\{a#* }" "$1" && [ "$(owner "$1")" = "$a" ]; };
  how=move;
  if [ $kind = file ] && [ -L "$t" ]; then how=fill; elif [ $there = file ]; then if [ "$b" != "$d" ] || ! keep "$n" 2>/dev/null; then how=fill; fi; fi;
  prepare() {
    if [ $kind = folder ]; then mkdir "$n.new" && ( cd "$n.new" && umask 0 && tar -xpf - ) < "$n" && rm -f "$n" || return; fi;
    case $kind$there in
      filefile) ;;
      folderfolder) keep "$n.new" >/dev/null 2>&1 || chmod $6 "$n.new" 2>/dev/null;;
      file*) chmod $6 "$n" 2>/dev/null;;
      *) chmod $6 "$n.new" 2>/dev/null;;
    esac; return 0;
  };
  fill() {
    ( : >> "$t" ) || return;
    if [ $there = none ]; then cat "$n" > "$t"; return; fi;
    cat "$t" > "$n.old" || { rm -f "$n.old"; return 1; };
    if cat "$n" > "$t"; then rm -f "$n.old"; else cat "$n.old" > "$t" && rm -f "$n.old"; return 1; fi;
  };
  swap() { mv "$t" "$n.old" && if mv "$n.new" "$t"; then wipe "$n.old"; else mv "$n.old" "$t"; return 1; fi; };
  commit() {
    case $kind$there$how in
      folderfolder*) swap;;
      folder*) mv "$n.new" "$t";;
      filefilemove) mv -f "$n" "$t" 2>/dev/null || fill;;
      *move) mv -f "$n" "$t";;
      *) fill;;
    esac;
  };
  w=$( { prepare "$@" 2>&1; echo "=$?"; } | outcome );
  case $\{w##*=} in '0 '*)
    cut=no; trap 'cut=yes' HUP INT TERM;
    w=$( trap '' HUP INT TERM PIPE; { commit 2>&1; echo "=$?"; if [ -e "$n.old" ]; then echo "$n.old"; fi; } | outcome );
    trap 'clean; exit 1' HUP INT TERM;
    if [ $cut = yes ]; then clean; exit 1; fi;;
  esac;
  clean; say "$w"; stay`,
);

/**
 * A script without line endings, which not all that a command line passes through may take. In it `$\{` stands for
 * `${`.
 */
function oneLine(...parts: readonly string[]): string {
  return parts
    .join('')
    .trim()
    .replace(/\s*\n\s*/g, ' ')
    .replaceAll('$\\{', '${');
}
