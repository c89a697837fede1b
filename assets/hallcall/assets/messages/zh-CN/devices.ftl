# 设备：出了问题时对群众和工作人员说的话，以及设备状态的原因

error-card-removed = 身份证拿得太早了。请再放一次，等提示后再拿走。
error-card-unreadable = 这张证件读不出来。请换个位置再放一次，还不行请找工作人员。
error-card-wrong-kind = 这张卡不能用来取号。请放居民身份证、港澳台居民居住证或外国人永久居留身份证。
error-device-absent = 这台设备没有接上。请找工作人员。
error-device-bad-frame = 设备的回答听不清。请再试一次，还不行请找工作人员。
error-device-busy = 这台设备正被占用。请稍等再试。
error-device-refused = 设备没有接受这一步。请再试一次，还不行请找工作人员。
error-device-timeout = 设备没有回答。请再试一次，还不行请找工作人员。
error-device-unexpected = 设备的回答不对。请找工作人员看一下。
error-device-fault = 这台设备出了故障。请找工作人员。
error-device-interrupted = 不知道这一步有没有完成。请看一下，没有完成请再试一次。
error-device-too-late = 设备一直在忙，没有轮到。请再试一次。
error-device-unsupported = 这台设备没有这个功能。请找工作人员。
error-device-unplugged = 设备的线掉了。请找工作人员。
error-printer-cover-open = 打印机的盖子没有关好，小票没有打印。号码照样有效。
error-printer-cutter-jam = 小票卡在打印机里了。号码照样有效。
error-printer-error = 打印机出了故障，小票没有打印。号码照样有效。
error-printer-offline = 打印机没有准备好，小票没有打印。号码照样有效。
error-printer-paper-out = 打印机没有纸了，小票没有打印。号码照样有效。
error-reader-self-test = 读卡器没有准备好。请用别的机器，或找工作人员。
error-reader-unauthorised = 读卡器现在不能读证件。请用别的机器，或找工作人员。

device-reason-bad-frames = 信号有干扰，请检查连线
device-reason-busy = 设备被别的程序占用
device-reason-cover-open = 盖子没有关好
device-reason-cutter-jam = 切刀卡住，请清理卡纸
device-reason-internal = 程序出错，请联系技术人员
device-reason-no-heartbeat = 设备程序没有反应，请联系技术人员
device-reason-no-response = 设备没有回答，请检查电源
device-reason-not-found = 没有找到设备，请检查连线
device-reason-paper-low = 纸快用完了，请准备换纸
device-reason-paper-out = 没有纸了，请换纸
device-reason-printer-error = 打印机故障，请关机再开，仍不行请报修
device-reason-printer-offline = 打印机没有联机，请按一下联机键
device-reason-sam-unauthorised = 读卡器没有授权，请联系厂家
device-reason-self-test = 读卡器自检没有通过，请断电再试
device-reason-unplugged = 设备的线掉了，请插好

device-health-starting = 正在启动
device-health-online = 正常
device-health-degraded = 能用，需要看一下
device-health-offline = 连不上
device-health-fault = 需要人处理
device-health-disabled = 已停用

# 本机设备文件的检查结果
finding-machine-syntax = 格式写错了，后面的内容没有检查。
finding-machine-missing = 这一项必须写：{ $allowed }
finding-machine-type = 这里应当是 { $allowed }
finding-machine-value = 不能这样写，可以写：{ $allowed }
finding-machine-unknown-key = 不认识这个键。这里可以写：{ $allowed }
finding-machine-duplicate = 设备名重复，{ $allowed } 已经用了。
finding-machine-one-of = 下面几项只写一个：{ $allowed }
finding-machine-line-taken = 这个端口已有别的设备，不能共用：{ $allowed }
finding-machine-address-taken = 同一条线上地址重复，{ $allowed } 已经用了。
