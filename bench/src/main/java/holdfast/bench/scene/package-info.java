/**
 * What a measured session draws: a small X client of the core protocol, the same for every server
 * under test. It runs as the session's user, on nothing but the JDK.
 */
@org.jspecify.annotations.NullMarked
package holdfast.bench.scene;
