// The key a member of staff signs in with; it lives as long as the tab.

const place = "tabaqa-key";

export function key() {
    return sessionStorage.getItem(place);
}

export function keep(value) {
    if (value) sessionStorage.setItem(place, value);
    else sessionStorage.removeItem(place);
}
