/** What both scripts begin with: the terminal does not repeat what it is sent, and ends lines as they are written. */
const BEGIN = String.raw`
  LC_ALL=C; export LC_ALL; stty -echo -opost 2>/dev/null;
  say() { printf '\036%s\036' "$1"; };
  has() { command -v "$1" >/dev/null 2>&1; };
  tar=no; if has tar; then tar=yes; fi;
  sum=none; if has sha256sum; then sum=sha256sum; elif has cksum; then sum=cksum; elif has wc; then sum=wc; fi;
  check() { if [ $sum = wc ]; then wc -c; else $sum; fi; };`;

/**
 * Sends a file, or a folder's files as an archive. Parameter: the path. It says what it has found, waits for the line
 * `go`, says `data`, sends the bytes in base64 or hexadecimal, and says how that went: what `tar` or `head` had to complain, `=` and
 * their exit code, and the checksum of just these bytes, by `tee`: the file may well go on growing, as logs do.
 */
export const SEND = oneLine(
  BEGIN,
  String.raw`
  p=$1; size=;
  if [ -d "$p" ]; then kind=folder; elif [ -f "$p" ]; then kind=file; elif [ -e "$p" ]; then kind=other; else kind=none; fi;
  if [ $kind != none ] && [ ! -r "$p" ]; then kind=denied; fi;
  if has base64; then code=base64; elif has od; then code=hex; else code=none; fi;
  if ! has tee || ! has cat; then sum=none; tar=no; fi;
  if [ $kind = file ] && has wc; then size=$(wc -c < "$p"); fi;
  encode() { if [ $code = base64 ]; then base64; else od -An -v -tx1; fi; };
  bytes() { if [ $kind = folder ]; then cd "$p" && tar -cf - .; elif [ -n "$size" ] && has head; then head -c $size < "$p"; else cat < "$p"; fi; };
  say "kind=$kind code=$code sum=$sum tar=$tar size="$size;
  read -r go; if [ "$go" != go ]; then exit; fi;
  say data;
  if [ $sum = none ]; then encode < "$p"; r="=$?";
  else exec 5>&1; r=$( { { { bytes 2>&3; echo "=$?" >&3; } | tee /dev/fd/4 | check >&3; } 4>&1 | encode >&5; } 3>&1 ); fi;
  say "$r"`,
);

/**
 * Receives a file, or an archive of a folder's files. Parameters: the path; the path in it, should it be a folder; the
 * folder that it is in; a new name for the time being; `file` or `folder`; the file's mode. It says what it has found
 * and waits for `go`; takes lines of base64, or of octal escapes, until Ctrl-D, and says how that went and the checksum;
 * waits for another `go`, and gives the copy its name. Nothing interrupts it between taking a folder's name from the one
 * and giving it to the other.
 */
export const RECEIVE = oneLine(
  BEGIN,
  String.raw`
  t=$1; d=$3; kind=$5; inside=no;
  if [ -d "$t" ]; then d=$t; t=$2; inside=yes; fi;
  there=none; if [ -d "$t" ]; then there=folder; elif [ -e "$t" ] || [ -L "$t" ]; then there=file; fi;
  place=ok; if [ ! -d "$d" ]; then place=none; elif [ ! -w "$d" ]; then place=denied; fi;
  code=octal; if has base64; then code=base64; fi;
  tools=yes; if ! has mv || ! has rm; then tools=no; fi;
  say "place=$place there=$there inside=$inside code=$code sum=$sum tar=$tar tools=$tools";
  read -r go; if [ "$go" != go ]; then exit; fi;
  n=$d/$4;
  clean() { rm -rf "$n" "$n.new"; };
  trap 'clean; exit 1' HUP INT TERM;
  decode() { if [ $code = base64 ]; then base64 -d; else while IFS= read -r l; do printf "$l"; done; fi; };
  w=$( { decode > "$n"; } 2>&1 ); s=$?;
  r=; if [ $s = 0 ] && [ $sum != none ]; then r=$(check < "$n"); fi;
  say "$w=$s $r";
  read -r go; if [ "$go" != go ]; then clean; exit; fi;
  unpack() { mkdir "$n.new" && ( cd "$n.new" && tar -xf - ) < "$n" && rm -f "$n"; };
  swap() { trap '' HUP INT TERM; mv "$t" "$n.old" && if mv "$n.new" "$t"; then rm -rf "$n.old"; else mv "$n.old" "$t"; false; fi; };
  name() {
    if [ $kind = file ]; then chmod $6 "$n" 2>/dev/null; mv -f "$n" "$t";
    elif [ $there = folder ]; then unpack && swap;
    else unpack && mv "$n.new" "$t"; fi;
  };
  w=$(name "$@" 2>&1); s=$?; if [ $s != 0 ]; then clean; fi;
  say "$w=$s"`,
);

/** A script without line endings, which not all that a command line passes through may take. */
function oneLine(...parts: readonly string[]): string {
  return parts.join('').trim().replace(/\s*\n\s*/g, ' ');
}
