using ActorTrading.Architecture.Tests.Projects;
using ActorTrading.Architecture.Tests.Sources;

namespace ActorTrading.Architecture.Tests.Documents;

public sealed class ImageTests
{
    /// <summary>A locked restore within the image fails where one is forgotten.</summary>
    [Fact]
    public void Dockerfile_CopiesTheProjectOfEverythingTheNodeUses()
    {
        var dockerfile = Repository.Read("docker/Dockerfile");
        var missing = ProjectFile.Of("ActorTrading.Node").Projects.Append("ActorTrading.Node")
            .Where(p => !dockerfile.Contains($"COPY src/{p}/*.csproj src/{p}/packages.lock.json src/{p}/", StringComparison.Ordinal));

        Findings.MustBeNone(missing);
    }
}
