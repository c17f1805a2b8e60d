package dev.footfall.ingest;

import java.time.Instant;
import java.util.Optional;

/** Keys that also tell the country or the network of an address, beside what {@code keys} tell. */
public record PlacedKeys(VisitorKeys keys, Optional<AddressCountries> countries, Optional<AddressNetworks> networks)
        implements VisitorKeys {
    public static VisitorKeys by(AddressCountries countries, VisitorKeys keys) {
        return new PlacedKeys(keys, Optional.of(countries), Optional.empty());
    }

    public static VisitorKeys by(AddressNetworks networks, VisitorKeys keys) {
        return new PlacedKeys(keys, Optional.empty(), Optional.of(networks));
    }

    @Override
    public VisitorSecret at(Instant time) {
        return keys.at(time);
    }

    @Override
    public Optional<String> country(String address) {
        return countries.isPresent() ? countries.get().of(address) : keys.country(address);
    }

    @Override
    public Optional<String> network(String address) {
        return networks.isPresent() ? networks.get().of(address) : keys.network(address);
    }

    @Override
    public void close() {
        keys.close();
        countries.ifPresent(AddressCountries::close);
    }
}
