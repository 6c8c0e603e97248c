/**
 * Sent with a read that a page makes by itself, while nobody uses it. It does not keep the session from ending for want
 * of activity. On anything but a read it means nothing.
 */
export const backgroundHeader = "x-berth-background";
