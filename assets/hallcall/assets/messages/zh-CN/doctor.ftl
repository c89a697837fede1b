# 体检：服务器自己查出来的问题，以及 hallcall doctor 说的话
cli-help-doctor = 检查服务器、设备、磁盘、时钟、备份和证书。有故障时退出码为 1
cli-option-doctor-server = 服务器地址；在别的机器上检查时用，如 http://192.168.8.2:8750

doctor-ok = 正常
doctor-warning = 注意
doctor-fault = 故障

doctor-subject-server = 服务器
doctor-subject-device = 设备
doctor-subject-disk = 磁盘
doctor-subject-clock = 时钟
doctor-subject-backup = 备份
doctor-subject-database = 数据库
doctor-subject-certificate = 证书
doctor-subject-sqlite = SQLite
doctor-subject-key = 密钥文件
doctor-subject-door = 入口

doctor-summary = 正常 { $ok } 项，注意 { $warning } 项，故障 { $fault } 项。
doctor-server-none = 没有服务器在使用 { $data }。请运行 hallcall server。
doctor-server-silent = { $url } 的服务器没有回答。
doctor-server-ready = { $url } 的服务器可以受理。
doctor-device = { $device }：{ $how }
doctor-devices-none = 还没有设备报告过状态。
doctor-devices-unknown = 问不到设备的状态。
doctor-data-missing = 没有数据文件夹 { $path }。
doctor-disk = 共 { $total } GB，剩 { $free } GB（{ $share }%）。
doctor-clock-kept = 有对时服务在校准本机时钟。
doctor-clock-alone = 没有对时服务校准本机时钟，请打开 NTP 对时。
doctor-clock-unknown = 本机说不出时钟有没有校准。
doctor-skew = 服务器的时钟比本机快 { $seconds } 秒（负数是慢）。请给两边对时。
doctor-skew-none = 服务器和本机的时钟一致。
doctor-backup = 最近一次备份在 { $minutes } 分钟前。
doctor-backup-none = { $folder } 里还没有备份。
doctor-database = { $kind }，{ $place }，版本 { $found }。
doctor-database-none = { $place } 还没有数据库。
doctor-database-version = { $place } 的版本是 { $found }，程序需要 { $needed }。下次启动时会自动升级。
doctor-database-silent = 数据库打不开。
doctor-certificate = 最早到期的证书是 { $name } 的，还有 { $days } 天。
doctor-certificate-over = { $name } 的证书已经过期，请重新配对。
doctor-certificate-none = 没有发过设备证书。
doctor-door-plain = 服务器在 { $url } 以明文 HTTP 提供服务：令牌和群众信息在传输中可被读取。请运行 hallcall ca init。
doctor-sqlite = 版本 { $found }，至少需要 { $needed }。
doctor-key = { $path }，权限 { $mode }。
doctor-key-missing = 没有 { $path }。

reason-backup-old = 备份太旧，连续两次没有做成。请检查备份。
reason-clock-jumped = 有人改了本机时钟。请检查对时服务。
reason-disk-full = 磁盘已满，号票存不下来。请马上清理。
reason-disk-low = 磁盘快满了。请清理，或换大一点的盘。
reason-revision-files = 服务器启动后大厅文件有改动。先用 hallcall catalog check 检查，再重启服务器，改动才会生效。
reason-revision-machines = 有机器用的大厅资料和服务器不同。用 hallcall catalog rev 查看是哪几台，并升级它们的程序。
reason-storage-checking = 正在检查数据，请稍等。
reason-storage-unreadable = 数据库读不出来。请检查磁盘。
reason-writer-silent = 服务器不再处理请求。请重新启动服务器。

# 隐私：hallcall doctor --privacy
cli-option-doctor-privacy = 改为查找人脸：数据库、数据文件夹、临时文件、日志、崩溃转储中的照片、模板和向量
cli-option-doctor-machine = 与 --privacy 一起：有摄像头的机器的文件，同时查看其 [face] folder
doctor-subject-privacy = 人脸
doctor-privacy-looked = { $place ->
    [database] 数据库
    [data] 数据文件夹
    [temporary] 临时文件
    [logs] 日志
    [faces] 人脸文件夹
   *[dumps] 崩溃转储
} { $where }：已查看 { $count } 项，{ $mb } MB，用时 { $seconds } 秒。
doctor-privacy-looking = 正在查看 { $where }：{ $count } 个文件，{ $mb } MB
doctor-privacy-elsewhere = { $where } 是另一个文件系统，没有查看。
doctor-privacy-picture = { $where } 中有照片。
doctor-privacy-template = { $where } 中有人脸模板。
doctor-privacy-vector = { $where } 中有可能是人脸的一组数字。
doctor-privacy-column = 有一列以人脸或照片命名：{ $where }。
doctor-privacy-dump = { $where } 是程序崩溃时的内存，其中可能有人脸。请删除，并关闭崩溃转储。
doctor-privacy-over = { $where } 属于已过去的日子，应已销毁。请运行 hallcall face gallery。
doctor-privacy-unreadable = 无法读取 { $where }。请以管理员身份运行。
