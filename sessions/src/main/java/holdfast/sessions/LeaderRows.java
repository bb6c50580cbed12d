package holdfast.sessions;

import holdfast.sessions.directory.SessionState;
import holdfast.sessions.directory.StoredSession;

/** Rows of the directory from what leaders tell of themselves. */
final class LeaderRows {
    private LeaderRows() {}

    /** The row as it is, with the leader that it may not have been told of in time. */
    static StoredSession complement(StoredSession row, StoredSession leader) {
        return row.leaderPid() != 0 ? row : leaderOf(row, leader);
    }

    private static StoredSession leaderOf(StoredSession row, StoredSession leader) {
        return new StoredSession(
                row.id(),
                row.user(),
                row.osUser(),
                row.state(),
                row.exclusive(),
                row.connection(),
                row.client(),
                row.address(),
                leader.desktop(),
                leader.leaderPid(),
                leader.leaderStart(),
                leader.display(),
                row.created(),
                row.logonTime(),
                row.disconnectTime(),
                row.logonSerial(),
                row.cookie());
    }

    /** Not exclusive: what lives, lives, whatever the rule for new sessions is. */
    static StoredSession row(RecoveredSession leader) {
        return new StoredSession(
                leader.session(),
                leader.user(),
                leader.osUser(),
                SessionState.DISCONNECTED,
                false,
                leader.connection(),
                "",
                "",
                leader.desktop(),
                leader.leaderPid(),
                leader.leaderStart(),
                leader.display(),
                leader.logonTime(),
                leader.logonTime(),
                null,
                0,
                null);
    }
}
