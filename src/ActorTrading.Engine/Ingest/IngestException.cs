namespace ActorTrading.Engine.Ingest;

public sealed class IngestException(string message, Exception? cause = null) : Exception(message, cause);
