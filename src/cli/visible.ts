/**
 * A text on one line, its control characters as the signs that picture them, each as wide as before. File names, and
 * values that findings quote, could otherwise steer the terminal, or give GitHub Actions commands on lines of their own.
 */
export function visible(text: string): string {
  return text.replace(/\p{Cc}/gu, (control) => {
    const code = control.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? '␡' : '\ufffd';
  });
}
