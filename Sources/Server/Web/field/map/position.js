// Where the phone is, as long as somebody wants to know.

/**
 * Calls `work({point, accuracy, altitude, time})` at every reading and `fail(kind)` with `denied` or `none`.
 *
 * @returns a function that ends it
 */
export function watchPosition(work, fail) {
    if (!navigator.geolocation) {
        fail("none");
        return () => {};
    }
    const watch = navigator.geolocation.watchPosition(({ coords, timestamp }) => {
        work({
            point: [coords.longitude, coords.latitude],
            accuracy: coords.accuracy,
            altitude: coords.altitude ?? null,
            time: timestamp,
        });
    }, (error) => fail(error.code === error.PERMISSION_DENIED ? "denied" : "none"), {
        enableHighAccuracy: true,
        maximumAge: 0,
        timeout: 60000,
    });
    return () => navigator.geolocation.clearWatch(watch);
}
