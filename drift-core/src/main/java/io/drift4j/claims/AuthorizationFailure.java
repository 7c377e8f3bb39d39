package io.drift4j.claims;

import io.drift4j.Observation;
import io.drift4j.Reading;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Of claims for which the payer had to be asked: whether they were denied for want of a yes. */
record AuthorizationFailure() implements Observation {

  @Override
  public @Nullable Long of(Reading reading) {
    List<@Nullable String> details = reading.details();
    String required = details.get(0);
    if (reading.isOpen() || required == null || !Authorization.YES.contains(required)) {
      return null;
    }
    boolean isMeant = "1".equals(details.get(1)) || "1".equals(details.get(2));
    return isMeant && Outcome.DENIED.name().equals(reading.outcome()) ? 1L : 0L;
  }

  @Override
  public Set<String> named() {
    return Set.of(Outcome.DENIED.name());
  }
}
