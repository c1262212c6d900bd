// What VS Code hands a terminal of ours when these keys are pressed.

export const ENTER = '\r';
export const CTRL_C = '\x03';
export const CTRL_D = '\x04';
