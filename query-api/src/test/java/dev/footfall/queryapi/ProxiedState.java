package dev.footfall.queryapi;

import dev.footfall.aggregator.query.LocalState;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/** A state all of whose readers are one handler: it gets each call of a reader, and those of the state that give none. */
public final class ProxiedState {
    private ProxiedState() {}

    public static LocalState of(InvocationHandler handler) {
        return proxy(LocalState.class, (proxy, method, arguments) -> {
            Class<?> given = method.getReturnType();
            boolean isReader = given.isInterface() && given.getSimpleName().endsWith("Reader");
            return isReader ? proxy(given, handler) : handler.invoke(proxy, method, arguments);
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
