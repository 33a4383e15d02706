// What could not be sent, closed with a key that only pages of the same sheet carry: a phone that
// somebody else picks up, or on which somebody else answers next, opens nothing of it.

const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const text = (list) => btoa(Array.from(list, (byte) => String.fromCharCode(byte)).join(""));
const opener = (key) =>
  crypto.subtle.importKey("raw", bytes(key), "AES-GCM", false, ["encrypt", "decrypt"]);

// Whether it is kept: not in a browser that keeps nothing, nor where the page came without TLS.
export async function keep(name, key, said) {
  try {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(said);
    const box = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await opener(key), plain);
    localStorage.setItem(name, `${text(iv)} ${text(new Uint8Array(box))}`);
    return true;
  } catch {
    return false;
  }
}

// What was kept; null where there is nothing, or where it was another's, which goes.
export async function find(name, key) {
  try {
    const [iv, box] = localStorage.getItem(name).split(" ").map(bytes);
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await opener(key), box);
    return new TextDecoder().decode(plain);
  } catch {
    drop(name);
    return null;
  }
}

export function drop(name) {
  try {
    localStorage.removeItem(name);
  } catch { /* then nothing was kept */ }
}

export function names(folder) {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(folder));
  } catch {
    return [];
  }
}
