package io.drift4j.jdbc;

import io.drift4j.CustomerBusyException;
import io.drift4j.Pruned;
import io.drift4j.Retention;
import io.drift4j.Run;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Deletes from a database: of one customer after the other, a little in each transaction. */
final class JdbiRetention implements Retention {

  private static final String PRUNING = "deleting what is too old";
  private static final String FORGETTING = "forgetting a customer";

  private final Storage storage;

  JdbiRetention(Storage storage) {
    this.storage = storage;
  }

  @Override
  public Pruned prune(LocalDate before) {
    Objects.requireNonNull(before, "the first day whose runs stay is null");
    return customers().stream()
        .map(customer -> prune(customer, before))
        .reduce(Pruned.nothing(), Pruned::and);
  }

  private List<String> customers() {
    return storage.read(PRUNING, handle -> handle.attach(RetentionTable.class).customers());
  }

  private Pruned prune(String customer, LocalDate before) {
    Pruned deleted = Pruned.nothing();
    try {
      Deletion some;
      do {
        some = delete(PRUNING, customer, before, Deletion::deleteUnusedSegments);
        deleted = deleted.and(some.deleted());
      } while (!some.isLast());
      return deleted;
    } catch (CustomerBusyException e) {
      return deleted.and(Pruned.busy(customer));
    }
  }

  @Override
  public void forget(String customer) {
    Objects.requireNonNull(customer, "the customer to forget is null");
    boolean last;
    do {
      last = delete(FORGETTING, customer, null, Deletion::deleteCustomer).isLast();
    } while (!last);
  }

  /** In one transaction, under the lock; the last one ends with what was left until then. */
  private Deletion delete(
      String doing, String customer, @Nullable LocalDate before, Consumer<Deletion> atLast) {
    BusyCustomer busy = new BusyCustomer(storage.dialect(), customer);
    return storage.writeUnlessBusy(
        busy,
        doing,
        handle -> {
          busy.unless(() -> lock(handle, customer));
          return delete(handle, customer, before, atLast);
        });
  }

  private boolean lock(Handle handle, String customer) {
    return storage.lock().isOn()
        && storage.customerRow().lockIfThere(handle, storage.dialect(), storage.lock(), customer);
  }

  private Deletion delete(
      Handle handle, String customer, @Nullable LocalDate before, Consumer<Deletion> atLast) {
    Deletion some =
        new Deletion(handle, storage.dialect(), Run.customerKey(customer), before).some();
    if (some.isLast()) {
      atLast.accept(some);
    }
    return some;
  }
}
