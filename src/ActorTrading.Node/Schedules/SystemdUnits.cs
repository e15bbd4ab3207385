using System.Globalization;
using ActorTrading.Engine.Schedules;

namespace ActorTrading.Node.Schedules;

/// <summary>The service and timer files that let systemd run a command by a cron schedule, in the machine's time zone as cron does.</summary>
internal static class SystemdUnits
{
    public const string Name = "actortrading-maintain";

    private static readonly string[] Weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

    /// <param name="command">What runs.</param>
    /// <param name="data">The data directory: all else is read-only to it.</param>
    /// <param name="user">Who runs it; null for systemd's default.</param>
    public static string Service(ScheduledCommand command, string data, string? user) => $"""
        # Made by 'actortrading schedule systemd'.
        [Unit]
        Description=ActorTrading: maintenance of market data
        After=network-online.target
        Wants=network-online.target

        [Service]
        Type=oneshot
        {(user is null ? "" : $"User={user}\n")}# Settings that are secret, such as DB_PASSWORD=..., one per line, readable by root alone.
        EnvironmentFile=-/etc/actortrading/environment
        ExecStart={command.ForSystemd()}
        StandardOutput=journal
        StandardError=journal
        Nice=10
        TimeoutStartSec=2h
        NoNewPrivileges=true
        ProtectSystem=strict
        ProtectHome=read-only
        ReadWritePaths={ScheduledCommand.Unit(data)}
        PrivateTmp=true
        PrivateDevices=true
        ProtectKernelTunables=true
        ProtectKernelModules=true
        ProtectControlGroups=true
        RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
        RestrictNamespaces=true
        RestrictRealtime=true
        RestrictSUIDSGID=true
        LockPersonality=true
        SystemCallArchitectures=native

        """;

    public static string Timer(CronSchedule schedule) => $"""
        # Made by 'actortrading schedule systemd' from the cron expression '{schedule}'.
        [Unit]
        Description=ActorTrading: when market data are maintained

        [Timer]
        OnCalendar={OnCalendar(schedule)}
        # A run that was missed while the machine was off is made up once.
        Persistent=true
        AccuracySec=1s
        Unit={Name}.service

        [Install]
        WantedBy=timers.target

        """;

    /// <summary>The same times in systemd's words.</summary>
    public static string OnCalendar(CronSchedule schedule)
    {
        var weekdays = schedule.Weekdays.IsAny ? "" : $"{string.Join(',', schedule.Weekdays.Values.Select(d => Weekdays[d]))} ";
        return $"{weekdays}*-{List(schedule.Months)}-{List(schedule.Days)} {List(schedule.Hours)}:{List(schedule.Minutes)}:00";
    }

    private static string List(CronField field) =>
        field.IsAny ? "*" : string.Join(',', field.Values.Select(v => v.ToString("00", CultureInfo.InvariantCulture)));
}
