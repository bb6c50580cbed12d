package holdfast.server.client;

import holdfast.logon.LogonDoor;
import holdfast.server.net.Doorkeeper;
import holdfast.sessions.SessionHost;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/**
 * What every client of a server is served with.
 *
 * @param encoders where frames are encoded; bounded by the machine's processors
 * @param protections told of what protects each active client
 * @param heading of the logon screen
 * @param refused told of each client that is turned away
 * @param mayLogOn whether a canonical user still has an account that may log on; returns at once
 */
public record ClientServices(
        SessionHost sessions,
        LogonDoor door,
        ClientRules rules,
        Doorkeeper doorkeeper,
        Executor encoders,
        StrangersPictures strangersPictures,
        Protections protections,
        RefusedClients refused,
        InstantSource clock,
        String heading,
        Predicate<String> mayLogOn) {}
