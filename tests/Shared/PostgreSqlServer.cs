using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ActorTrading.Tests;

/// <summary>
/// A real PostgreSQL server with a data directory of its own, reached by loopback or by a Unix socket. A shell stands
/// between this process and the server: however this process ends, the shell sees its input end, stops the server and
/// removes the directory.
/// </summary>
internal sealed class PostgreSqlServer : IAsyncDisposable
{
    private const string Missing =
        "PostgreSQL's server programs (initdb, postgres) are neither in /usr/lib/postgresql/*/bin nor on the PATH: install them, for example by 'apt-get install postgresql'.";

    private const string Guard = """
        exec 2>/dev/null
        root=$1; shift
        "$@" >>"$root/server.log" 2>&1 &
        server=$!
        echo $server
        if read -r _; then keep=yes; else keep=; fi
        kill -INT $server 2>/dev/null
        wait $server
        [ -n "$keep" ] || rm -rf "$root"
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _programs;
    private readonly string? _user;
    private readonly string[] _settings;
    private Process? _guard;

    private PostgreSqlServer(string programs, string? user, string folder, string[] settings)
    {
        _programs = programs;
        _user = user;
        Folder = folder;
        _settings = settings;
        Port = FreePort();
    }

    /// <summary>Everything of this server: data, socket, log.</summary>
    public string Folder { get; }

    public int Port { get; }

    /// <summary>By TCP, as superuser, without a password.</summary>
    public string ConnectionString => $"Host=127.0.0.1;Port={Port};Database=postgres;Username=postgres;Timeout=5";

    /// <summary>By Unix socket.</summary>
    public string SocketConnectionString => $"Host={Folder};Port={Port};Database=postgres;Username=postgres;Timeout=5";

    /// <summary>The server's own process.</summary>
    public int ProcessId { get; private set; }

    /// <param name="settings">Of postgresql.conf, for example <c>fsync=off</c>.</param>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed, or does not start; the message says why.</exception>
    public static async Task<PostgreSqlServer> StartAsync(params string[] settings)
    {
        var programs = Programs() ?? throw new InvalidOperationException(Missing);
        var user = Environment.IsPrivilegedProcess ? await OtherUserAsync() : null;
        var folder = Directory.CreateTempSubdirectory("actortrading-pg-").FullName;
        var server = new PostgreSqlServer(programs, user, folder, settings);
        try
        {
            if (user is not null)
            {
                await RunAsync("chown", user, folder);
            }

            await RunAsync(server.AsUser("initdb", "-D", server.Data, "-U", "postgres", "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync"));
            await server.StartAgainAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a stopped or killed server on the same data and port; ready on completion.</summary>
    public async Task StartAgainAsync()
    {
        string[] server =
        [
            .. AsUser("postgres", "-D", Data, "-p", Port.ToString(CultureInfo.InvariantCulture), "-k", Folder, "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=300"),
            .. _settings.SelectMany(setting => new[] { "-c", setting }),
        ];
        var clock = Stopwatch.StartNew();
        while (true)
        {
            _guard = Process.Start(new ProcessStartInfo("sh", ["-c", Guard, "guard", Folder, .. server])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                UseShellExecute = false,
                WorkingDirectory = "/",
            })!;
            ProcessId = int.Parse((await _guard.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
            while (Directory.Exists($"/proc/{ProcessId}"))
            {
                if (await TryRunAsync(Path.Combine(_programs, "pg_isready"), "-q", "-h", "127.0.0.1", "-p", $"{Port}") == 0)
                {
                    return;
                }

                GiveUpAfter(clock);
                await Task.Delay(20);
            }

            // Processes of a killed server may hold its memory for a moment longer.
            GiveUpAfter(clock);
            await StopAsync();
        }
    }

    /// <summary>Ends the server and all its sessions by SIGKILL, as a crash would.</summary>
    public async Task KillAsync()
    {
        var sessions = Children(ProcessId);
        await TryRunAsync("kill", ["-KILL", $"{ProcessId}", .. sessions.Select(id => $"{id}")]);
        await StopAsync();
    }

    /// <summary>From here on the server takes connections and answers nothing, as behind a broken network.</summary>
    public Task FreezeAsync() => TryRunAsync("kill", ["-STOP", $"{ProcessId}", .. Children(ProcessId).Select(id => $"{id}")]);

    /// <summary>Ends what <see cref="FreezeAsync"/> began.</summary>
    public Task ThawAsync() => TryRunAsync("kill", ["-CONT", $"{ProcessId}", .. Children(ProcessId).Select(id => $"{id}")]);

    /// <summary>Stops the server in good order; its data stay.</summary>
    public async Task StopAsync()
    {
        if (_guard is { } guard)
        {
            _guard = null;
            using (guard)
            {
                await guard.StandardInput.WriteLineAsync("stop");
                guard.StandardInput.Close();
                await guard.WaitForExitAsync();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        var clock = Stopwatch.StartNew();
        while (Directory.Exists(Folder))
        {
            try
            {
                Directory.Delete(Folder, recursive: true);
            }
            catch (IOException) when (clock.Elapsed < Patience)
            {
                // A process of a killed server may still write a file there.
                await Task.Delay(20);
            }
        }
    }

    private string Data => Path.Combine(Folder, "data");

    private static string? Programs() => new[] { "/usr/lib/postgresql" }
        .Where(Directory.Exists)
        .SelectMany(Directory.GetDirectories)
        .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0)
        .Select(folder => Path.Combine(folder, "bin"))
        .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
        .FirstOrDefault(folder => IsThere(Path.Combine(folder, "postgres")) && IsThere(Path.Combine(folder, "initdb")));

    /// <summary>A link whose target is gone is not.</summary>
    private static bool IsThere(string program) => File.Exists(program) && (File.ResolveLinkTarget(program, returnFinalTarget: true)?.Exists ?? true);

    /// <summary>PostgreSQL refuses to run as root.</summary>
    private static async Task<string> OtherUserAsync() => await TryRunAsync("id", "-u", "postgres") == 0 ? "postgres" : "nobody";

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static List<int> Children(int parent)
    {
        var found = new List<int>();
        foreach (var folder in Directory.GetDirectories("/proc").Where(f => int.TryParse(Path.GetFileName(f), CultureInfo.InvariantCulture, out _)))
        {
            try
            {
                // "pid (name) state parent ...", where the name may hold anything.
                var stat = File.ReadAllText(Path.Combine(folder, "stat"));
                if (int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture) == parent)
                {
                    found.Add(int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture));
                }
            }
            catch (IOException)
            {
                continue; // it has ended meanwhile
            }
        }

        return found;
    }

    private static async Task RunAsync(params string[] command)
    {
        using var process = Start(command);
        var output = await process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"'{string.Join(' ', command)}' failed ({process.ExitCode}): {errors}{output}");
        }
    }

    private static async Task<int> TryRunAsync(string program, params string[] arguments)
    {
        using var process = Start([program, .. arguments]);
        await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private static Process Start(string[] command) => Process.Start(new ProcessStartInfo(command[0], command[1..])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
        WorkingDirectory = "/",
    })!;

    private string[] AsUser(string program, params string[] arguments)
    {
        string[] command = [Path.Combine(_programs, program), .. arguments];
        return _user is null ? command : ["setpriv", $"--reuid={_user}", $"--regid={Group}", "--init-groups", .. command];
    }

    private string Group => _user == "nobody" ? "nogroup" : _user!;

    private void GiveUpAfter(Stopwatch clock)
    {
        if (clock.Elapsed > Patience)
        {
            var log = Path.Combine(Folder, "server.log");
            throw new InvalidOperationException($"PostgreSQL did not start within {Patience}. Its log says:\n{(File.Exists(log) ? File.ReadAllText(log) : "nothing")}");
        }
    }
}
